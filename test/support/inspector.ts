/** A process that opens a data folder and tells what is in its log; it fails where the folder does not open or its root does not verify. */
import { writeSync } from 'node:fs';
import { leafHash, TreeEdge } from '#kernel';
import { openStore, type StoreSettings } from '#stores';
import { readAll } from './consistency-oracle.js';

const store = await openStore(JSON.parse(process.argv[2]!) as StoreSettings);
const edge = new TreeEdge();
for (const { leaf } of await store.log.readStored(0, 1_000_000)) edge.append(leafHash(leaf));
const head = await store.log.head();
if (head.size !== edge.size || !head.root.equals(edge.root()))
  throw new Error(`The root of the log at size ${head.size} is not that of its ${edge.size} leaves.`);
const events = await readAll(store.log);
await store.close();
writeSync(
  1,
  JSON.stringify(
    events.map(({ seq, stream, version, eventId, commandId }) => ({ seq, stream, version, eventId, commandId })),
  ),
);
