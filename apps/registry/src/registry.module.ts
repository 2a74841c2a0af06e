import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { arrangementDecider, ArrangementsModule, arrangementsProjection } from '#arrangements';
import { AuditModule } from '#audit';
import {
  assessmentDecider,
  assessmentsProjection,
  caseDecider,
  CasesModule,
  casesProjection,
  sampleDecider,
  samplesProjection,
} from '#cases';
import { ComplianceModule, complianceProjection } from '#compliance';
import { KernelModule, type RequestContext } from '#kernel';
import {
  employerDecider,
  employersProjection,
  PartiesModule,
  partiesProjection,
  partyDecider,
  recruiterDecider,
  recruitersProjection,
} from '#parties';
import { quotaDecider, QuotasModule, quotasProjection } from '#quotas';
import {
  calendarDecider,
  calendarsProjection,
  catalogueDecider,
  catalogueProjection,
  obligationDecider,
  obligationsProjection,
  profileDecider,
  profilesProjection,
  regressionsProjection,
  RightsModule,
} from '#rights';
import { sourceDecider, SourcesModule, sourcesProjection } from '#sources';
import { type Store, StoresModule } from '#stores';
import {
  demandDecider,
  demandProjection,
  mraDecider,
  mraProjection,
  recognitionDecider,
  recognitionProjection,
  trainingDecider,
  TrainingModule,
  trainingProjection,
} from '#training';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import { MercuriusDriver, type MercuriusDriverConfig } from '@nestjs/mercurius';
import type { FastifyRequest } from 'fastify';
import { CorridorResolver } from './corridor.resolver.js';
import { errorFormatter } from './graphql-errors.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { validationRules } from './limits.js';
import { NodeResolver } from './node.resolver.js';

export const deciders = [
  sourceDecider,
  partyDecider,
  employerDecider,
  recruiterDecider,
  arrangementDecider,
  quotaDecider,
  trainingDecider,
  calendarDecider,
  obligationDecider,
  caseDecider,
  assessmentDecider,
  sampleDecider,
  catalogueDecider,
  profileDecider,
  recognitionDecider,
  mraDecider,
  demandDecider,
];
export const projections = [
  sourcesProjection,
  partiesProjection,
  employersProjection,
  recruitersProjection,
  arrangementsProjection,
  quotasProjection,
  trainingProjection,
  calendarsProjection,
  obligationsProjection,
  casesProjection,
  assessmentsProjection,
  samplesProjection,
  catalogueProjection,
  profilesProjection,
  recognitionProjection,
  mraProjection,
  demandProjection,
  regressionsProjection,
  complianceProjection,
];

/** How long a process may say nothing before another advances the read models in its place. */
const LEASE_MS = 5_000;

/** Composition only: which contexts, which store, and how HTTP is spoken. */
@Module({})
export class RegistryModule {
  static forRoot(store: Store): DynamicModule {
    return {
      module: RegistryModule,
      imports: [
        StoresModule.forRoot(store),
        KernelModule.forRoot({
          deciders,
          projections,
          // A folder belongs to one process; a database may be shared by several.
          lease:
            store.tier === 'embedded'
              ? undefined
              : { holder: `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`, ms: LEASE_MS },
        }),
        GraphQLModule.forRoot<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          autoSchemaFile: true,
          sortSchema: true,
          jit: 1,
          validationRules,
          errorFormatter: errorFormatter as MercuriusDriverConfig['errorFormatter'],
          context: (request: FastifyRequest & RequestContext): RequestContext => ({ actor: request.actor }),
        }),
        SourcesModule,
        PartiesModule,
        ArrangementsModule,
        QuotasModule,
        TrainingModule,
        RightsModule,
        CasesModule,
        ComplianceModule,
        AuditModule,
      ],
      controllers: [HealthController, MetricsController],
      providers: [NodeResolver, CorridorResolver],
    };
  }
}
