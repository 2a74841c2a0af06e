/** A process that asks for seats, all at once, when it is told to; see test/stores/contention.contract.ts. */
import 'reflect-metadata';
import { once } from 'node:events';
import { openStore, type StoreSettings } from '#stores';
import { counter } from './seats.js';

const { settings, seats, requests, name } = JSON.parse(process.argv[2]!) as {
  settings: StoreSettings;
  seats: string;
  requests: number;
  name: string;
};
const store = await openStore(settings);
const submit = counter(store);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
const results = await Promise.all(
  Array.from({ length: requests }, (_, number) => submit('takeSeat', { seats }, `take-${name}-${number}`)),
);
process.stdout.write(`${JSON.stringify(results)}\n`);
process.stdin.destroy();
await store.close();
