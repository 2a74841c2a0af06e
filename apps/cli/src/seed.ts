import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  deciders,
  importEntries,
  type ImportReport,
  readCatalogue,
  readSample,
  type Registry,
  SAMPLE_ACTOR,
} from '#registry';
import { CommandBus } from '@nestjs/cqrs';
import { CommandFailed, Exit, print, Progress } from './output.js';
import { withRegistry } from './with-registry.js';

/**
 * Records the clause catalogue with the reference profiles and, unless told otherwise, the sample, through the ordinary
 * commands; what is already there is not recorded twice.
 */
export async function seed(registry: Registry, { sample = true } = {}): Promise<ImportReport> {
  const entries = [...readCatalogue(), ...(sample ? readSample() : [])];
  const progress = new Progress(sample ? 'Recording the sample' : 'Recording the catalogue', entries.length);
  const report = await importEntries(entries, {
    commands: registry.app.get(CommandBus),
    deciders,
    actor: SAMPLE_ACTOR,
    onProgress: (done) => progress.at(done),
  });
  progress.done();
  if (report.problems.length > 0) {
    const lines = report.problems
      .slice(0, 20)
      .map(({ file, line, command, message }) => `${file}:${line}: ${command}: ${message}`);
    throw new CommandFailed(Exit.INPUT, `${report.problems.length} entries were not recorded:\n${lines.join('\n')}`);
  }
  return report;
}

/**
 * The first start of an embedded registry: records the sample when the log is empty. A mark in the data folder tells a
 * start after a crash that the recording was not finished.
 */
export async function seedOnFirstStart(registry: Registry, dataDir: string): Promise<ImportReport | undefined> {
  const mark = join(dataDir, 'sample-in-progress');
  const { size } = await registry.store.log.head();
  if (size > 0 && !existsSync(mark)) return undefined;
  closeSync(openSync(mark, 'w'));
  const report = await seed(registry);
  rmSync(mark);
  return report;
}

/** `registry seed`. */
export async function seedCommand({ json, catalogueOnly }: { json: boolean; catalogueOnly: boolean }): Promise<void> {
  const report = await withRegistry((registry) => seed(registry, { sample: !catalogueOnly }));
  print(json, report, [`${report.recorded} commands recorded, ${report.repeated} already there.`]);
}
