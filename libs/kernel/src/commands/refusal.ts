/** A rule's id in docs/rules.md, e.g. `QUO-11`. */
export type RuleId =
  `${'GEN' | 'PTY' | 'ARR' | 'AMD' | 'CLA' | 'QUO' | 'TRN' | 'REC' | 'JCM' | 'IND' | 'CMP' | 'EMP' | 'AUD'}-${number}`;

export type FactValue = string | number | boolean | null | readonly string[];

/** A broken rule is a value: its id, its code, the facts, and a sentence that a lawyer can read. Exceptions are for faults. */
export class Refusal {
  constructor(
    readonly rule: RuleId,
    readonly code: string,
    readonly message: string,
    readonly facts: Readonly<Record<string, FactValue>> = {},
  ) {}
}

/** `refuse('QUO-11', 'REVISION_BELOW_USED', 'The quota cannot go to 30: 42 places are taken.', { asked: 30, taken: 42 })` */
export const refuse = (
  rule: RuleId,
  code: string,
  message: string,
  facts: Readonly<Record<string, FactValue>> = {},
): Refusal => new Refusal(rule, code, message, facts);

export const isRefusal = (value: unknown): value is Refusal => value instanceof Refusal;
