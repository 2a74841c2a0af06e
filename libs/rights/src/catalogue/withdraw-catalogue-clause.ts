import { ChoiceField, type Decider, event, IdField, PartialDateField, refuse, type Refusal } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CatalogueEntry, EntryStatus, on } from './entry.js';

@InputType({ description: 'An entry of the catalogue goes out of use; what was coded by it stays readable.' })
export class WithdrawCatalogueClause {
  @IdField('catalogue', { description: 'The entry' }) catalogue!: string;
  @ChoiceField(() => EntryStatus, { description: 'Any but ACTIVE' }) status!: EntryStatus;
  @IdField('catalogue', { optional: true, description: 'The entry that it moved to or is a part of now' })
  into?: string;
  @PartialDateField({ description: 'First day on which it is out of use' }) on!: string;
}

export const catalogueClauseWithdrawn = event(
  'CatalogueClauseWithdrawn',
  WithdrawCatalogueClause,
  ({ status, into, on: day }) =>
    `Out of use since ${day}: ${status.toLowerCase().replaceAll('_', ' ')}${into ? ` ${into}` : ''}`,
  { effective: (d) => ({ from: d.on }) },
);

export const withdrawCatalogueClause = on(WithdrawCatalogueClause, {
  describes: 'Takes an entry of the catalogue out of use: withdrawn, moved to another, or made a part of another.',
  records: [catalogueClauseWithdrawn],
  mandate: { roles: ['SECRETARIAT'] },
  reads: ({ into }) => (into ? [into] : []),
  decide(data, entry, context) {
    const { status, into, catalogue } = data;
    if (status === 'ACTIVE' || (status === 'WITHDRAWN') !== (into === undefined) || into === catalogue)
      return refuse(
        'CLA-01',
        'SUCCESSOR_UNCLEAR',
        'Say MOVED_TO or INCORPORATED_INTO with the other entry in into, or WITHDRAWN without one.',
        { status, into: into ?? null },
      );
    const other =
      into === undefined ? undefined : context.other({ name: 'catalogue' } as Decider<CatalogueEntry>, into);
    if (into !== undefined && (!other || other.closed))
      return refuse(
        'GEN-05',
        'NOT_REGISTERED',
        `${into} is ${other ? 'out of use itself' : 'no entry of the catalogue'}: name one that is in use.`,
        { into },
      );
    return checkInUse(entry) ?? catalogueClauseWithdrawn(data);
  },
  evolve: {
    CatalogueClauseWithdrawn: (entry, { status, into, on: day }, { seq }) => ({
      ...entry,
      closed: { seq, status, on: day, ...(into ? { into } : {}) },
    }),
  },
});

/** GEN-02: what is out of use is not revised; the entry that stands for it is. */
export const checkInUse = ({ code, closed }: CatalogueEntry): Refusal | undefined =>
  closed &&
  refuse(
    'GEN-02',
    'OUT_OF_USE',
    `${code} is out of use since ${closed.on}${closed.into ? `; ${closed.into} stands for it` : ''}.`,
    { code, status: closed.status },
  );
