import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { employerDecider } from './employers/employer.decider.js';
import { GetPartyHandler, ListPartiesHandler } from './parties.handler.js';
import { PartiesResolver, PartyConnectionResolver } from './parties.resolver.js';
import { partyDecider } from './party.decider.js';
import { recruiterDecider } from './recruiters/recruiter.decider.js';

@Module({
  providers: [
    mutationsOf(partyDecider),
    mutationsOf(employerDecider),
    mutationsOf(recruiterDecider),
    PartiesResolver,
    PartyConnectionResolver,
    GetPartyHandler,
    ListPartiesHandler,
  ],
})
export class PartiesModule {}
