import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { arrangementDecider } from './arrangement.decider.js';
import {
  CountFacetsHandler,
  GetArrangementHandler,
  GetChangesHandler,
  ListArrangementsHandler,
} from './arrangements.handler.js';
import {
  ArrangementChangesResolver,
  ArrangementConnectionResolver,
  ArrangementFacetsResolver,
  ArrangementPartyResolver,
  ArrangementsResolver,
} from './arrangements.resolver.js';

@Module({
  providers: [
    mutationsOf(arrangementDecider),
    ArrangementsResolver,
    ArrangementChangesResolver,
    ArrangementConnectionResolver,
    ArrangementFacetsResolver,
    ArrangementPartyResolver,
    GetArrangementHandler,
    GetChangesHandler,
    ListArrangementsHandler,
    CountFacetsHandler,
  ],
})
export class ArrangementsModule {}
