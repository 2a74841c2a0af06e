import { Projections, type RebuildReport, systemClock } from '#kernel';
import { CommandFailed, Exit, print, Progress, table, thousands } from './output.js';
import { withRegistry } from './with-registry.js';

/** Where each read model stands. */
export async function projectionStatus({ json }: { json: boolean }): Promise<void> {
  const status = await withRegistry(async ({ app, store }) => {
    const { size } = await store.log.head();
    const projections = app.get(Projections);
    if (size > 0) await projections.atLeast(size - 1).catch(() => {});
    return projections.lag(systemClock());
  });
  const rows = status.map(({ name, version, position, behind, seconds, halted, holder }) => [
    name,
    String(version),
    thousands(position),
    thousands(behind),
    thousands(Math.round(seconds)),
    halted ? `halted at event ${halted.seq}: ${halted.cause}` : 'running',
    ...(holder === undefined ? [] : [holder]),
  ]);
  const head = [
    'projection',
    'version',
    'position',
    'behind',
    'seconds',
    'state',
    ...(status[0]?.holder ? ['advanced by'] : []),
  ];
  print(json, { projections: status }, table([head, ...rows]));
  const halted = status.find((projection) => projection.halted);
  if (halted)
    throw new CommandFailed(
      Exit.INTEGRITY,
      `The projection ${halted.name} is halted at event ${halted.halted!.seq}. Mend its cause, then run: registry projections rebuild ${halted.name}`,
    );
}

/** Rebuilds read models beside the live ones, compares them row by row, and swaps them. */
export async function rebuildProjections(
  names: readonly string[],
  { json, acceptDifferences }: { json: boolean; acceptDifferences: boolean },
): Promise<void> {
  const reports = await withRegistry(async ({ app, store }) => {
    const projections = app.get(Projections);
    const chosen = names.length > 0 ? names : projections.names();
    const unknown = chosen.find((name) => !projections.names().includes(name));
    if (unknown)
      throw new CommandFailed(
        Exit.NOT_FOUND,
        `There is no projection ${unknown}; there are ${projections.names().join(', ')}.`,
      );
    const done: RebuildReport[] = [];
    for (const name of chosen) {
      const progress = new Progress(`Rebuilding ${name}`, (await store.log.head()).size);
      done.push(
        await projections.rebuild(name, {
          acceptDifferences,
          onProgress: (position, size) => progress.at(position, size),
        }),
      );
      progress.done();
    }
    return done;
  });
  const rows = reports.map(({ projection, size, rows: count, differences, swapped }) => [
    projection,
    thousands(size),
    thousands(count),
    thousands(differences.length),
    swapped ? 'swapped' : 'kept the live tables',
  ]);
  const details = reports.flatMap(({ differences }) =>
    differences
      .slice(0, 20)
      .map(
        (difference) =>
          `  ${difference.table} ${difference.id}: ${difference.in === 'both' ? 'differs' : `only in the ${difference.in} table`}`,
      ),
  );
  print(json, { rebuilt: reports }, [
    ...table([['projection', 'at size', 'rows', 'differences', 'result'], ...rows]),
    ...details,
  ]);
  if (reports.some((report) => !report.swapped))
    throw new CommandFailed(
      Exit.INTEGRITY,
      'Rebuilt rows differ from the live ones, so those were kept. If the difference is wanted, as after a mended fold, add --accept-differences.',
    );
}
