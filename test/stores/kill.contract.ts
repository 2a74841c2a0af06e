import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProjectionRunner, rebuild, type RecordedEvent } from '#kernel';
import { AppenderProcess } from '../support/appender-process.js';
import { compile } from '../support/compiled.js';
import { faultsOf, KINDS, readAll } from '../support/consistency-oracle.js';
import { seeded } from '../support/random.js';
import type { Ground } from '../support/stores.js';
import { tallies } from '../support/tally.js';
import { verify } from './event-log.contract.js';

const ROUNDS = 2;

/** What every store promises when its process is killed at any moment: see reliability of the log, R2. */
export function killContract(
  suite: (title: string, tests: () => void) => void,
  title: string,
  makeGround: () => Promise<Ground>,
): void {
  suite(title, () => {
    let ground: Ground;
    let compiled: ReturnType<typeof compile>;
    beforeAll(async () => {
      compiled = compile();
      ground = await makeGround();
    });
    afterAll(async () => {
      await ground.drop();
      compiled.remove();
    });

    /** All that was heard over the rounds: each round goes on with the same data. */
    const acknowledged: AppenderProcess['acknowledged'] = [];
    const sent: AppenderProcess['sent'] = new Map();

    test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
      'round %i: acknowledged events are there once, no command is torn, and the read models are the fold',
      async (round) => {
        const random = seeded(round);
        const appender = new AppenderProcess(compiled.folder, {
          settings: ground.settings,
          seed: round,
          writers: 6,
          project: true,
          bytes: 50,
        });
        await appender.reaches(1 + Math.floor(random() * 60));
        // Some turns later, so that not every kill meets the moment after an answer.
        for (let turns = Math.floor(random() * 200); turns > 0; turns--) await new Promise(setImmediate);
        await appender.kill();
        acknowledged.push(...appender.acknowledged);
        for (const [commandId, eventIds] of appender.sent) sent.set(commandId, eventIds);

        await expectWhole(ground, acknowledged, sent);
      },
    );
  });
}

/**
 * What must hold of a store whose process was killed: what it acknowledged is there once, what it sent is there as a whole or
 * not at all, and the read models are the fold, as the kill left them and after they caught up. Answers with the log.
 */
export async function expectWhole(
  ground: Pick<Ground, 'open'>,
  acknowledged: AppenderProcess['acknowledged'],
  sent: AppenderProcess['sent'],
): Promise<RecordedEvent[]> {
  const { log, db, close } = await ground.open();
  try {
    await verify(log);
    const events = await readAll(log);
    const known = new Set(acknowledged.map((command) => command.commandId));
    expect(faultsOf({ acknowledged, unsettled: new Set(sent.keys()), readers: [], log: events })).toEqual([]);
    // What was sent and not answered is there as a whole, or not at all.
    for (const [commandId, eventIds] of sent)
      if (!known.has(commandId))
        expect([[], eventIds]).toContainEqual(
          events.filter((event) => event.commandId === commandId).map((event) => event.eventId),
        );

    // As the kill left them, and again after they caught up.
    const projections = KINDS.map((kind) => tallies(kind));
    const runner = new ProjectionRunner(projections, db, log);
    await runner.prepare();
    for (const projection of projections)
      expect(await rebuild(projection, db, log)).toMatchObject({ differences: [], swapped: true });
    while (await runner.step(500));
    expect(runner.position()).toBe(events.length);
    for (const projection of projections)
      expect(await rebuild(projection, db, log)).toMatchObject({
        size: events.length,
        differences: [],
        swapped: true,
      });
    return events;
  } finally {
    await close();
  }
}
