import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { employerDecider } from './employers/employer.decider.js';
import { GetEmployerHandler, ListEmployersHandler } from './employers/employers.handler.js';
import { EmployerConnectionResolver, EmployersResolver } from './employers/employers.resolver.js';
import { GetPartyHandler, ListPartiesHandler } from './parties.handler.js';
import { PartiesResolver, PartyConnectionResolver } from './parties.resolver.js';
import { partyDecider } from './party.decider.js';
import { recruiterDecider } from './recruiters/recruiter.decider.js';
import { GetRecruiterHandler, ListRecruitersHandler } from './recruiters/recruiters.handler.js';
import { RecruiterConnectionResolver, RecruitersResolver } from './recruiters/recruiters.resolver.js';

@Module({
  providers: [
    mutationsOf(partyDecider),
    PartiesResolver,
    PartyConnectionResolver,
    GetPartyHandler,
    ListPartiesHandler,
    mutationsOf(employerDecider),
    EmployersResolver,
    EmployerConnectionResolver,
    GetEmployerHandler,
    ListEmployersHandler,
    mutationsOf(recruiterDecider),
    RecruitersResolver,
    RecruiterConnectionResolver,
    GetRecruiterHandler,
    ListRecruitersHandler,
  ],
})
export class PartiesModule {}
