import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { leafHash, TreeEdge } from '#kernel';
import { HighWater } from './high-water.js';

/** A log of which only the tree is there: one leaf a letter. */
class Letters {
  closed?: string;

  constructor(public letters: string) {}

  head = async () => ({ size: this.letters.length, root: await this.rootAt(this.letters.length) });
  rootAt = (size: number) => {
    const edge = new TreeEdge();
    for (const letter of this.letters.slice(0, size)) edge.append(leafHash(Buffer.from(letter)));
    return Promise.resolve(edge.root());
  };
  root = async () => (await this.head()).root.toString('hex');
}

describe('a log that does not hold all that was seen takes no appends', () => {
  let folder: string;
  let file: string;
  const opened: HighWater[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-mark-'));
    file = join(folder, 'of', 'its', 'own', 'high-water.json');
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    rmSync(folder, { recursive: true });
  });
  const seen = async (log: Letters, on = '2026-07-01T12:00:00.000Z') => {
    const highWater = await HighWater.open(file, log, () => on);
    opened.push(highWater);
    return highWater;
  };

  test.each([
    { before: '', now: '', why: undefined },
    { before: '', now: 'abc', why: undefined },
    { before: 'abc', now: 'abc', why: undefined },
    { before: 'abc', now: 'abcd', why: undefined },
    {
      before: 'abc',
      now: 'ab',
      why: /^3 events .* were seen here on 2026-07-01.*, and the log is older: it has 2 events/,
    },
    { before: 'abc', now: '', why: /the log is older: it has 0 events/ },
    { before: 'abc', now: 'abx', why: /the log is another one: its first 3 events have the root/ },
    { before: 'abc', now: 'abxyz', why: /the log is another one/ },
    { before: 'abc', now: 'xy', why: /the log is older/ },
  ])('seen "$before", and it is "$now": $why', async ({ before, now, why }) => {
    await (await seen(new Letters(before))).close();
    const log = new Letters(now);
    const highWater = await seen(log);
    if (why === undefined) {
      expect(log.closed).toBeUndefined();
      expect(highWater.mark).toMatchObject({ size: now.length, root: await log.root() });
    } else {
      expect(log.closed).toMatch(why);
      expect(log.closed).toContain(await new Letters(before).root());
      expect(highWater.mark).toMatchObject({ size: before.length });
    }
  });

  test('it is closed while it runs, too, and opens again once what was seen is back', async () => {
    const log = new Letters('abc');
    const highWater = await seen(log);
    log.letters = 'ab';
    await highWater.look();
    expect(log.closed).toMatch(/the log is older/);
    log.letters = 'abcde';
    await highWater.look();
    expect(log.closed).toBeUndefined();
    expect(highWater.mark).toMatchObject({ size: 5 });
  });

  test('who shares the file sees what the other saw', async () => {
    const [one, other] = [new Letters('abc'), new Letters('ab')];
    await seen(one);
    const highWater = await seen(other);
    expect(other.closed).toMatch(/the log is older/);
    other.letters = 'abcd';
    await highWater.look();
    expect(other.closed).toBeUndefined();
  });

  test('it is accepted by its root only, and that it was is kept for ever', async () => {
    await seen(new Letters('abc'), '2026-07-01T12:00:00.000Z');
    const log = new Letters('ab');
    const highWater = await seen(log, '2026-07-02T12:00:00.000Z');
    const told = { by: 'ops-1', reason: 'the disk was lost' };
    expect(await highWater.accept({ root: await new Letters('abc').root(), ...told })).toBe(false);
    expect(log.closed).toBeDefined();
    expect(await highWater.accept({ root: await log.root(), ...told })).toBe(true);
    expect(log.closed).toBeUndefined();
    log.letters = 'abxyz';
    await highWater.look();
    await highWater.close();
    const later = await seen(new Letters('abxyz'));
    expect(later.accepted).toEqual([
      {
        at: '2026-07-02T12:00:00.000Z',
        ...told,
        from: { size: 3, root: await new Letters('abc').root(), seenAt: '2026-07-01T12:00:00.000Z' },
        to: { size: 2, root: await new Letters('ab').root(), seenAt: '2026-07-02T12:00:00.000Z' },
      },
    ]);
    expect(later.mark).toMatchObject({ size: 5 });
  });

  test.each(['', '{', 'null', '{"format":"something else"}'])(
    'a file that says %j says nothing: no appends until it is back, or the log was accepted',
    async (text) => {
      await (await seen(new Letters('abc'))).close();
      const whole = readFileSync(file, 'utf8');
      writeFileSync(file, text);
      const log = new Letters('abc');
      const highWater = await seen(log);
      expect(log.closed).toMatch(/high-water\.json cannot be read/);
      writeFileSync(file, whole);
      await highWater.look();
      expect(log.closed).toBeUndefined();
      writeFileSync(file, text);
      expect(await highWater.accept({ root: await log.root(), by: 'ops-1', reason: 'torn' })).toBe(true);
      expect(log.closed).toBeUndefined();
    },
  );

  test('where the file cannot be written, that is told, and appends go on', async () => {
    // A folder where the file is made ready.
    mkdirSync(`${file}.${process.pid}.new`, { recursive: true });
    const log = new Letters('abc');
    const highWater = await seen(log);
    expect(log.closed).toBeUndefined();
    expect(highWater.trouble).toMatch(/cannot be written .*HIGH_WATER_FILE/);
  });
});
