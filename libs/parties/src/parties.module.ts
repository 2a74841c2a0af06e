import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { GetPartyHandler, ListPartiesHandler } from './parties.handler.js';
import { PartiesResolver, PartyConnectionResolver } from './parties.resolver.js';
import { partyDecider } from './party.decider.js';

@Module({
  providers: [mutationsOf(partyDecider), PartiesResolver, PartyConnectionResolver, GetPartyHandler, ListPartiesHandler],
})
export class PartiesModule {}
