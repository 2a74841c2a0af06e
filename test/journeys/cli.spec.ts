import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '#stores';
import { sql } from 'kysely';
import { ask, endAll, registry, serve, start } from '../support/cli-process.js';
import { dataFolder, SAMPLE_ARRANGEMENTS, sampleFolder } from '../support/sample.js';

afterAll(endAll);
// Each test starts several processes, which takes its time on a busy machine.
jest.setTimeout(300_000);

describe('when the registry cannot start, one line says why, the exit code is not zero, and nothing is lost', () => {
  test('a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const folder = await dataFolder();
    const { code, err } = await registry(['serve', '--no-sample'], { PORT: String(port), DATA_DIR: folder });
    other.close();
    expect({ code, err }).toEqual({
      code: 8,
      err: `Port ${port} on 127.0.0.1 is in use. Set PORT to another one, or stop what listens there.\n`,
    });
    // The folder is free again and whole.
    expect((await registry(['log', 'verify'], { DATA_DIR: folder })).code).toBe(0);
  });

  test('a folder that cannot be written', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'registry-test-')), 'a-file');
    writeFileSync(file, '');
    const { code, err } = await registry(['serve'], { PORT: '0', DATA_DIR: join(file, 'data') });
    expect(code).toBe(8);
    expect(err).toMatch(/^The data folder .* cannot be written .* or set DATA_DIR to another folder\.\n$/);
  });

  test('a folder whose database cannot be opened', async () => {
    const folder = await dataFolder();
    const log = join(folder, 'pgdata', 'pg_wal');
    renameSync(log, `${log}-away`);
    const { code, err } = await registry(['log', 'verify'], { DATA_DIR: folder });
    expect({ code, err }).toEqual({
      code: 8,
      err: `The database in the data folder ${folder} cannot be opened (required WAL directory "pg_wal" does not exist). Mend the disk or free space on it, then start again; if the folder itself is damaged, restore a backup.\n`,
    });
    renameSync(`${log}-away`, log);
    expect((await registry(['log', 'verify'], { DATA_DIR: folder })).code).toBe(0);
  });

  test('a folder in use by another process', async () => {
    const folder = await dataFolder();
    const first = await serve({ DATA_DIR: folder }, '--no-sample');
    const { code, err } = await registry(['log', 'verify'], { DATA_DIR: folder });
    expect({ code, err }).toEqual({
      code: 8,
      err: `The data folder ${folder} is in use by process ${first.child.pid}. Stop that process, or set DATA_DIR to another folder.\n`,
    });
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });

  test('a database that is down', async () => {
    const { code, err } = await registry(['serve'], {
      PORT: '0',
      DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:1/none',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'registry-test-')),
    });
    expect({ code, err }).toEqual({
      code: 8,
      err: 'The database at 127.0.0.1:1 does not answer (ECONNREFUSED). Start it, or correct DATABASE_URL. Nothing was changed.\n',
    });
  });

  test('a data folder of a newer version', async () => {
    const folder = await dataFolder();
    const store = await openStore({ dataDir: folder });
    await sql`insert into registry.kysely_migration (name, timestamp) values ('999-from-the-future', '2030-01-01')`.execute(
      store.db,
    );
    await store.close();
    const { code, err } = await registry(['serve'], { PORT: '0', DATA_DIR: folder });
    expect(code).toBe(8);
    expect(err).toMatch(/^The database was written by a newer version of the registry .*nothing was changed\.\n$/);
  });

  test('a wrong setting', async () => {
    const { code, err } = await registry(['serve'], { PORT: 'eighty', DATABASE_URL: 'mysql://x' });
    expect(code).toBe(2);
    expect(err).toContain('PORT=eighty: PORT must be');
    expect(err).toContain('DATABASE_URL=mysql://x: DATABASE_URL must be an address like postgres://');
  });
});

describe('the command line', () => {
  test('tells its use, with examples, and refuses what it does not know with code 2', async () => {
    const help = await registry(['--help']);
    expect(help.code).toBe(0);
    expect(help.out).toContain('Examples:');
    for (const command of ['serve', 'seed', 'projections', 'log', 'token', 'doctor'])
      expect(help.out).toContain(command);
    expect((await registry(['nonsense'])).code).toBe(2);
    expect((await registry(['token'])).code).toBe(2);
  });

  test('verifies, rebuilds, lists and looks after a registry, for people and as JSON', async () => {
    const folder = await sampleFolder();
    const settings = { DATA_DIR: folder };
    const verified = JSON.parse((await registry(['--json', 'log', 'verify'], settings)).out) as Record<string, unknown>;
    expect(verified).toMatchObject({ faults: [], root: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    const status = JSON.parse((await registry(['--json', 'projections', 'status'], settings)).out) as {
      projections: { behind: number }[];
    };
    expect(status.projections.every(({ behind }) => behind === 0)).toBe(true);
    const rebuilt = JSON.parse((await registry(['--json', 'projections', 'rebuild'], settings)).out) as {
      rebuilt: { differences: unknown[]; swapped: boolean }[];
    };
    for (const report of rebuilt.rebuilt) expect(report).toMatchObject({ differences: [], swapped: true });
    expect((await registry(['projections', 'rebuild', 'nothing'], settings)).code).toBe(6);
    expect((await registry(['migrations'], settings)).out).toContain('001-event-log');
    const seeded = await registry(['seed'], settings);
    expect(seeded.out).toMatch(/^0 commands recorded, \d+ already there\.\n$/);
    const doctor = await registry(['doctor'], settings);
    expect(doctor.code).toBe(0);
    expect(doctor.out).not.toContain('red');
  });

  test('doctor answers also when the registry cannot start', async () => {
    const doctor = await registry(['doctor'], {
      DATABASE_URL: 'postgres://127.0.0.1:1/none',
      DATA_DIR: mkdtempSync(join(tmpdir(), 'registry-test-')),
    });
    expect(doctor.code).toBe(8);
    expect(doctor.out).toMatch(/red +store +The database at 127\.0\.0\.1:1 does not answer/);
  });

  test('a changed byte is found, and the event is named', async () => {
    const folder = await sampleFolder();
    const store = await openStore({ dataDir: folder });
    await sql`alter table registry.event_log disable trigger all`.execute(store.db);
    await sql`update registry.event_log set body = overlay(body placing '\\x58' from 40) where seq = 17`.execute(
      store.db,
    );
    await store.close();
    const { code, out } = await registry(['log', 'verify'], { DATA_DIR: folder });
    expect(code).toBe(7);
    expect(out).toContain('event 17: its body does not match the digest in its leaf');
  });
});

describe('kill -9', () => {
  test('in the middle of the first start: the next start finishes the sample, once, and the read models equal the fold', async () => {
    const folder = await dataFolder();
    const first = start(['serve'], { PORT: '0', DATA_DIR: folder });
    // The mark of the first start is there while the sample is being recorded.
    while (!readdirSync(folder).includes('sample-in-progress') && first.child.exitCode === null)
      await new Promise(setImmediate);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await serve({ DATA_DIR: folder });
    const { data } = await ask(second.address, '{ arrangements(first: 1) { totalCount } checkpoint { size } }');
    expect(data.arrangements.totalCount).toBe(SAMPLE_ARRANGEMENTS);
    second.child.kill('SIGTERM');
    await second.ended;
    const whole = await sampleFolder();
    const sizes = await Promise.all(
      [folder, whole].map(
        async (dir) =>
          JSON.parse((await registry(['--json', 'log', 'verify'], { DATA_DIR: dir })).out) as {
            size: number;
            faults: unknown[];
          },
      ),
    );
    expect(sizes[0]).toMatchObject({ size: sizes[1]!.size, faults: [] });
    expect((await registry(['projections', 'rebuild'], { DATA_DIR: folder })).code).toBe(0);
  });

  test('at any time: every acknowledged command is there after the next start', async () => {
    const folder = await sampleFolder();
    const token = (await registry(['token', '--as', 'secretariat'], { DATA_DIR: folder })).out.trim();
    const acknowledged: number[] = [];
    let sent = 0;
    for (let round = 0; round < 2; round++) {
      const { address, child, ended } = await serve({ DATA_DIR: folder });
      const writers = Array.from({ length: 4 }, async () => {
        for (;;) {
          const n = sent++;
          const remark = `mutation { addRemark(input: { arrangement: "arrangement-nordic-1982", text: "remark ${n}" }, provenance: { commandId: "remark-${n}", reason: "trial" }) { ... on Recorded { seq } } }`;
          const { data } = await ask(address, remark, token);
          acknowledged.push(n);
          if (data.addRemark.seq === undefined) throw new Error('not recorded');
          if (acknowledged.length === 40 * (round + 1)) child.kill('SIGKILL');
        }
      });
      await Promise.allSettled(writers);
      await ended;
    }
    const { address, child, ended } = await serve({ DATA_DIR: folder });
    const { data } = await ask(address, '{ arrangement(id: "arrangement-nordic-1982") { remarks { text } } }');
    const texts = (data.arrangement.remarks as { text: string }[]).map(({ text }) => text);
    for (const n of acknowledged) expect(texts.filter((text) => text === `remark ${n}`)).toHaveLength(1);
    expect(new Set(texts).size).toBe(texts.length);
    child.kill('SIGTERM');
    await ended;
    expect((await registry(['log', 'verify'], { DATA_DIR: folder })).code).toBe(0);
  });
});
