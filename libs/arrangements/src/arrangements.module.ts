import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { arrangementDecider } from './arrangement.decider.js';
import {
  CountFacetsHandler,
  GetArrangementHandler,
  GetChangesHandler,
  ListArrangementsHandler,
  ListDeadlinesHandler,
} from './arrangements.handler.js';
import { TextResolver } from './text/text.resolver.js';
import {
  ArrangementChangesResolver,
  ArrangementConnectionResolver,
  ArrangementFacetsResolver,
  ArrangementPartyResolver,
  ArrangementsResolver,
  DeadlinesResolver,
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
    ListDeadlinesHandler,
    DeadlinesResolver,
    TextResolver,
    CountFacetsHandler,
  ],
})
export class ArrangementsModule {}
