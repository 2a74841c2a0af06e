import type { ObligationTerms } from '../obligations/terms.js';
import type { Obligation } from '../obligations/obligation.js';
import { type Facts, type ForcePeriod, joinFacts, type Linked } from '../evaluation/facts.js';
import type { Explanation } from '../evaluation/interval.js';

/** An event of a story: one kind, and what it says. Its place in the list is its position in the log; `nothing` keeps a place. */
export type StoryEvent = Record<string, unknown>;

/** A duty that stories start from: a report of each year, due by the end of March. Stories say what is different. */
export const ANNUAL_REPORT: ObligationTerms = {
  modality: 'MUST',
  bearers: [{ party: 'party-de' }],
  counterparties: ['party-ph'],
  beneficiaries: ['workers under the arrangement'],
  act: 'report to the joint committee',
  due: {
    kind: { recurring: { anchor: { on: '2024-01-01' }, every: { count: 1, unit: 'YEAR' } } },
    offset: { count: 3, unit: 'MONTH' },
    zone: 'Europe/Berlin',
    rounding: 'CLAMP',
  },
  grace: { count: 10, unit: 'DAY' },
  breachBy: 'TIME',
  evidence: [{ kind: 'report', minimum: 'ASSERTED' }],
  parameterAt: 'DUE',
};

/** What differs of a duty or a fact; `null` takes a field away. */
const changed = <T extends object>(base: T, changes: object): T =>
  Object.fromEntries(Object.entries({ ...base, ...changes }).filter(([, value]) => value !== null)) as T;

/** The duties of a story as its first events tell them, each with what is known about it: the main one is `obligation-a`. */
export function told(events: readonly StoryEvent[], size = events.length): Linked {
  const duties = new Map<
    string,
    { terms: { seq: number; from?: string; value: ObligationTerms }[]; facts: Partial<Facts>[] }
  >();
  const force: ForcePeriod[] = [{ from: '0001-01-01', standing: 'NOT_YET', because: [] }];
  const shared: Partial<Facts>[] = [];
  const of = (id: string) => {
    const known = duties.get(id) ?? { terms: [], facts: [] };
    duties.set(id, known);
    return known;
  };
  const tell = (seq: number, [kind, content]: [string, unknown]) => {
    const { duty: id = 'obligation-a', ...rest } = (
      typeof content === 'object' ? content : { from: content }
    ) as Record<string, never>;
    const fact = { ...(rest as object), seq } as never;
    const duty = of(id);
    const last = duty.terms.at(-1)?.value ?? ANNUAL_REPORT;
    switch (kind) {
      case 'defined':
        duty.terms.push({ seq, value: changed(ANNUAL_REPORT, rest) });
        return;
      case 'revised': {
        const { from, ...terms } = rest as unknown as { from: string };
        duty.terms.push({ seq, from, value: changed(last, terms) });
        return;
      }
      case 'IN_FORCE':
      case 'SUSPENDED':
      case 'SURVIVES':
      case 'ENDED': {
        const { from } = rest as unknown as { from: string };
        force.at(-1)!.to = from;
        force.push({ from, standing: kind, because: [seq] });
        if (kind === 'IN_FORCE') shared.push({ anchors: { ENTRY_INTO_FORCE: { on: from, because: [seq] } } });
        return;
      }
      case 'calendar': {
        const { calendar, holidays, version } = rest as unknown as {
          calendar: string;
          holidays: string[];
          version: number;
        };
        shared.push({ calendars: { [calendar]: { seq, version, weekend: [6, 7], holidays } } });
        return;
      }
      case 'evidence':
        duty.facts.push({
          evidence: [{ kind: 'report', shows: 'PERFORMANCE', by: 'BEARER', ...(fact as object) } as never],
        });
        return;
      case 'confirmed':
        duty.facts.push({ confirmations: [fact] });
        return;
      case 'contradicted':
        duty.facts.push({ contradictions: [fact] });
        return;
      case 'finding':
        duty.facts.push({
          findings: [{ competent: true, interim: false, by: 'inspectorate', ...(fact as object) } as never],
        });
        return;
      case 'dispute':
        duty.facts.push({ disputes: [fact] });
        return;
      case 'decided': {
        const { dispute, ...resolved } = rest as unknown as { dispute: number };
        later(duty.facts, 'disputes', dispute, { resolved: { ...resolved, seq } });
        return;
      }
      case 'waiver':
        duty.facts.push({ waivers: [fact] });
        return;
      case 'extension':
        duty.facts.push({ extensions: [fact] });
        return;
      case 'clockStopped':
        duty.facts.push({ suspensions: [{ ...(fact as object), because: [seq] } as never] });
        return;
      case 'clockStarted': {
        const { stopped, on } = rest as unknown as { stopped: number; on: string };
        later(duty.facts, 'suspensions', stopped, { to: on, because: [stopped, seq] });
        return;
      }
      case 'remedy':
        duty.facts.push({ remedies: [fact] });
        return;
      case 'accepted': {
        const { remedy, ...accepted } = rest as unknown as { remedy: number };
        later(duty.facts, 'remedies', remedy, { accepted: { ...accepted, seq } });
        return;
      }
      case 'condition':
        duty.facts.push({ conditions: [fact] });
        return;
      case 'trigger':
        duty.facts.push({ triggers: [fact] });
        return;
      case 'nothing':
        return;
      default:
        throw new Error(`Stories know no event ${kind}.`);
    }
  };
  events.slice(0, size).forEach((event, seq) => tell(seq, Object.entries(event)[0]!));

  const linked = Object.fromEntries(
    [...duties].map(([id, { terms, facts }]): [string, Linked] => {
      const obligation: Obligation = { id, arrangement: 'arrangement-de-ph', clause: 'reporting', versions: terms };
      return [id, { obligation, facts: joinFacts({ force }, ...shared, ...facts) }];
    }),
  );
  const { 'obligation-a': main, ...others } = linked;
  return { obligation: main!.obligation, facts: { ...main!.facts, others } };
}

function later(
  parts: Partial<Facts>[],
  list: 'disputes' | 'suspensions' | 'remedies',
  seq: number,
  more: object,
): void {
  for (const part of parts)
    if (part[list]?.[0]?.seq === seq) Object.assign(part, { [list]: [{ ...part[list][0], ...more }] });
}

/** Every event that an explanation read. */
export const cited = ({ reads, children }: Explanation): number[] =>
  [...new Set([...reads.map(({ seq }) => seq), ...children.flatMap(cited)])].sort((a, b) => a - b);
