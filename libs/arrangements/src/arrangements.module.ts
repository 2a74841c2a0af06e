import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { arrangementDecider } from './arrangement.decider.js';
import {
  CountFacetsHandler,
  GetArrangementHandler,
  GetChangesHandler,
  ListArrangementsHandler,
  ListDeadlinesHandler,
  WalkArrangementsHandler,
} from './arrangements.handler.js';
import { InstrumentsResolver, RegressionsResolver } from './amendments/amendments.resolver.js';
import { Protection } from './amendments/protection.handler.js';
import { ClausesResolver } from './clauses/clauses.resolver.js';
import { CommitteeResolver } from './joint-committee/committee.resolver.js';
import { StandingResolver } from './life-cycle/standing.resolver.js';
import { ReservationsResolver } from './reservations/reservations.resolver.js';
import { TextResolver } from './text/text.resolver.js';
import { WarningsResolver } from './warnings/warnings.resolver.js';
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
    RegressionsResolver,
    InstrumentsResolver,
    ReservationsResolver,
    ClausesResolver,
    StandingResolver,
    WarningsResolver,
    CommitteeResolver,
    Protection,
    CountFacetsHandler,
    WalkArrangementsHandler,
  ],
  exports: [Protection],
})
export class ArrangementsModule {}
