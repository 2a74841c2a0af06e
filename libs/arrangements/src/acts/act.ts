import { choices, latest, type PartialDate } from '#kernel';

export const ActKind = choices(
  'ActKind',
  {
    INITIALLING: 'The text is authenticated; consent may follow.',
    SIGNATURE: 'Signed; whether this binds depends on the final clauses.',
    DOMESTIC_APPROVAL: 'Approved by cabinet or parliament; by itself it binds nobody (PTY-10).',
    NOTIFICATION: 'The other side is told that internal procedures are done.',
    RATIFICATION: 'Consent to be bound by ratification.',
    ACCEPTANCE: 'Consent to be bound by acceptance.',
    APPROVAL: 'Consent to be bound by approval.',
    ACCESSION: 'Consent to be bound by a party that did not sign.',
    SUCCESSION: 'A successor state takes over the consent of its predecessor.',
    FORMAL_CONFIRMATION: 'Consent to be bound by an organisation.',
    WITHDRAWAL: 'A party leaves while the others go on.',
  },
  'What a party did towards being bound (VCLT 11 to 17).',
);
export type ActKind = keyof typeof ActKind;

/** One act of one or more parties on one day. */
export interface Act {
  seq: number;
  kind: ActKind;
  /** Empty where the source does not say which parties. */
  parties: string[];
  on: PartialDate;
  note?: string;
}

/** The acts by which a party expresses its consent to be bound, or that its procedures are done. */
export const CONSENTS: readonly ActKind[] = [
  'NOTIFICATION',
  'RATIFICATION',
  'ACCEPTANCE',
  'APPROVAL',
  'ACCESSION',
  'SUCCESSION',
  'FORMAL_CONFIRMATION',
];

/** Earlier acts first; one known to the month or year counts by its last possible day. */
export const byDate = (a: Act, b: Act): number =>
  latest(a.on) < latest(b.on) ? -1 : latest(a.on) > latest(b.on) ? 1 : a.seq - b.seq;

/** The first act of these kinds by this party. */
export const firstAct = (
  { acts }: { acts: readonly Act[] },
  party: string,
  kinds: readonly ActKind[],
): Act | undefined => acts.filter((act) => kinds.includes(act.kind) && act.parties.includes(party)).sort(byDate)[0];

/** The last signature, of whichever party. */
export const lastSignature = ({ acts }: { acts: readonly Act[] }): Act | undefined =>
  acts
    .filter((act) => act.kind === 'SIGNATURE')
    .sort(byDate)
    .at(-1);
