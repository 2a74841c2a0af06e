export { EventStore } from './eventstoredb/event-store.js';
export { EventStoreLog, EventStoreUnavailable } from './eventstoredb/event-store-log.js';
export { WrongOrigin } from './eventstoredb/origin.js';
export * from './open-store.js';
export { FolderUnusable } from './postgres/folder-lock.js';
export { listMigrations, NewerDatabase } from './postgres/migrations.js';
export { openPglite } from './postgres/open-pglite.js';
export { PostgresEventLog } from './postgres/postgres-event-log.js';
export * from './stores.module.js';
