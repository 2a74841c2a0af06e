import {
  type DynamicModule,
  Inject,
  Injectable,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { CqrsModule, EventBus, ofType } from '@nestjs/cqrs';
import { AsOfResolver } from './api/as-of.js';
import { RetractionsResolver } from './api/retractions.resolver.js';
import type { AnyDecider } from './commands/decider.js';
import { SubmissionHandler } from './commands/submission.handler.js';
import { Deciders, EVENT_LOG, type EventLog } from './events/index.js';
import { LogGrew } from './events/log-grew.js';
import { CLOCK, systemClock } from './ports.js';
import { DATABASE, type Database, type AnyReadModel, type RunnerOptions, Projections } from './projections/index.js';

/** Starts the projections with the application, passes hints on, and lets them finish on shutdown. */
@Injectable()
class ProjectionsLifecycle implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly projections: Projections,
    private readonly events: EventBus,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.projections.start();
    this.events.pipe(ofType(LogGrew)).subscribe(() => this.projections.hint());
  }

  async onApplicationShutdown(): Promise<void> {
    await this.projections.stop();
  }
}

/** The write side behind the CommandBus and the read models' runners. The stores module provides the log and the database. */
@Module({})
export class KernelModule {
  static forRoot(
    options: { deciders: readonly AnyDecider[]; projections: readonly AnyReadModel[] } & RunnerOptions,
  ): DynamicModule {
    return {
      module: KernelModule,
      global: true,
      imports: [CqrsModule.forRoot()],
      providers: [
        SubmissionHandler,
        ProjectionsLifecycle,
        AsOfResolver,
        RetractionsResolver,
        { provide: CLOCK, useValue: systemClock },
        { provide: Deciders, useValue: new Deciders(options.deciders) },
        {
          provide: Projections,
          useFactory: (db: Database, log: EventLog) => new Projections(options.projections, db, log, options),
          inject: [DATABASE, EVENT_LOG],
        },
      ],
      exports: [CqrsModule, Deciders, Projections, AsOfResolver, CLOCK],
    };
  }
}

/** Injects the log, for resolvers and handlers. */
export const InjectLog = () => Inject(EVENT_LOG);
/** Injects the database, for read models. */
export const InjectDatabase = () => Inject(DATABASE);
