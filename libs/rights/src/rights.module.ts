import { ArrangementsModule } from '#arrangements';
import { mutationsOf } from '#kernel';
import { Module } from '@nestjs/common';
import { calendarDecider } from './calendars/calendar.decider.js';
import { catalogueDecider } from './catalogue/catalogue.decider.js';
import { ListCatalogueHandler } from './catalogue/catalogue.handler.js';
import { CatalogueResolver } from './catalogue/catalogue.resolver.js';
import { CompareElsewhereHandler, GetCoverageHandler } from './coverage/coverage.handler.js';
import {
  ClauseMatterResolver,
  CoverageCasesResolver,
  CoverageResolver,
  GapsResolver,
} from './coverage/coverage.resolver.js';
import { Duties } from './obligations/duties.handler.js';
import { obligationDecider } from './obligations/obligation.decider.js';
import { GetObligationHandler } from './obligations/obligations.handler.js';
import { ObligationsResolver } from './obligations/obligations.resolver.js';
import { profileDecider } from './profiles/profile.decider.js';
import { GetProfileHandler, ListProfilesHandler } from './profiles/profiles.handler.js';
import { ProfilesResolver } from './profiles/profiles.resolver.js';
import { ProtectionOfCatalogue } from './regressions/protection-source.handler.js';

/** What arrangements promise to workers, clause by clause, and whether it is kept. */
@Module({
  imports: [ArrangementsModule],
  providers: [
    mutationsOf(catalogueDecider),
    CatalogueResolver,
    ListCatalogueHandler,
    mutationsOf(profileDecider),
    ProfilesResolver,
    GetProfileHandler,
    ListProfilesHandler,
    CoverageResolver,
    CoverageCasesResolver,
    GapsResolver,
    ClauseMatterResolver,
    GetCoverageHandler,
    CompareElsewhereHandler,
    mutationsOf(calendarDecider),
    mutationsOf(obligationDecider),
    ObligationsResolver,
    GetObligationHandler,
    Duties,
    ProtectionOfCatalogue,
  ],
  exports: [Duties],
})
export class RightsModule {}
