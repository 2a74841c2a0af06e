import { DATABASE, EVENT_LOG } from '#kernel';
import { type DynamicModule, Module } from '@nestjs/common';
import type { Store } from './open-store.js';

/** DI token of the open {@link Store}. */
export const STORE = Symbol('Store');

/** Provides an open store to the application; whoever opened it closes it. */
@Module({})
export class StoresModule {
  static forRoot(store: Store): DynamicModule {
    return {
      module: StoresModule,
      global: true,
      providers: [
        { provide: STORE, useValue: store },
        { provide: EVENT_LOG, useValue: store.log },
        { provide: DATABASE, useValue: store.db },
      ],
      exports: [STORE, EVENT_LOG, DATABASE],
    };
  }
}
