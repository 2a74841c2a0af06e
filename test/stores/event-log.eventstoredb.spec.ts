import { needs } from '../support/needs.js';
import { eventStoreGround, ON_EVENTSTORE } from '../support/stores.js';
import { contentionContract } from './contention.contract.js';
import { eventLogContract } from './event-log.contract.js';

const onPostgres = needs('TEST_DATABASE_URL');

eventLogContract(onPostgres, `the event log on EventStoreDB ${ON_EVENTSTORE} and PostgreSQL`, eventStoreGround, {
  seeds: [1],
});
contentionContract(
  onPostgres,
  `many commands on one stream on EventStoreDB ${ON_EVENTSTORE} and PostgreSQL`,
  eventStoreGround,
  { severalProcesses: false },
);
