import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { arrangementDecider } from './arrangement.decider.js';
import { CountFacetsHandler, GetArrangementHandler, ListArrangementsHandler } from './arrangements.handler.js';
import {
  ArrangementConnectionResolver,
  ArrangementFacetsResolver,
  ArrangementPartyResolver,
  ArrangementsResolver,
} from './arrangements.resolver.js';

@Module({
  providers: [
    mutationsOf(arrangementDecider),
    ArrangementsResolver,
    ArrangementConnectionResolver,
    ArrangementFacetsResolver,
    ArrangementPartyResolver,
    GetArrangementHandler,
    ListArrangementsHandler,
    CountFacetsHandler,
  ],
})
export class ArrangementsModule {}
