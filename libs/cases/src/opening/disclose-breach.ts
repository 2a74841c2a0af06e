import { ClauseCode } from '#arrangements';
import { event, IdField, type Mandate, type PlainDate, refuse, Role } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, opens } from '../case.js';
import { made } from '../checks.js';
import { phaseOn } from '../phase.js';
import { idOf } from '../terms.js';
import {
  checkOpening,
  CodesField,
  newCase,
  Opening,
  PartiesField,
  readByOpening,
  SpokenForField,
  workOut,
} from './opening.js';

@InputType({ description: 'What someone bound tells of its own breach, before or after anyone looked.' })
export class DiscloseBreach extends Opening {}

@InputType({ isAbstract: true })
export class BreachDisclosed extends DiscloseBreach {
  @CodesField() codes!: ClauseCode[];
  @PartiesField() parties!: string[];
  @SpokenForField() spokenForBy?: string;
  @IdField('case', { optional: true, description: 'The case that was under way before; absent: nobody had looked' })
  afterCase?: string;
}

export const breachDisclosed = event(
  'BreachDisclosed',
  BreachDisclosed,
  (d) =>
    `${idOf(d.respondent)} discloses a breach of ${d.codes.join(', ')}, ${d.arrangement}${d.afterCase ? `, after ${d.afterCase} had begun` : ', before any check'}`,
  { effective: (d) => ({ from: d.on }) },
);

/** Whoever is bound tells of itself; the secretariat transcribes it from a source. */
const bound: Mandate = { roles: [Role.EMPLOYER, Role.GOVERNMENT, Role.SECRETARIAT] };

/**
 * CMP-16: a disclosure is recorded with its time. Whether a check had begun is looked up among the cases against the same
 * respondent; it makes the response milder (responseTo, deadlines.ts), never the breach.
 */
export const discloseBreach = opens(DiscloseBreach, {
  describes: 'Discloses a breach of one\u2019s own. Before any check began, what has to be mended may take longer.',
  records: [breachDisclosed],
  mandate: bound,
  reads: readByOpening,
  finds: ({ arrangement, respondent }) => ({
    projection: 'case',
    index: 'facet',
    equals: { arrangement, respondent: idOf(respondent) },
  }),
  decide(data, _, context) {
    const refused = checkOpening(data, context);
    if (refused) return refused;
    const worked = workOut(data, context);
    const { actor, provenance } = context;
    const isOwn = worked.spokenForBy !== undefined && actor.onBehalfOf === worked.spokenForBy;
    if (!isOwn && !(actor.role === Role.SECRETARIAT && provenance.sources?.length))
      return refuse(
        'GEN-10',
        'NOT_MANDATED',
        `Only ${idOf(data.respondent)} discloses what it did itself; whoever else knows of it complains, or begins a check.`,
        { respondent: idOf(data.respondent), actingFor: actor.onBehalfOf ?? null },
      );
    const earlier = context.found.find(({ state }) => isLooking(state as CaseFile, data.clauses, data.on));
    return breachDisclosed(made(BreachDisclosed, data, worked, { afterCase: earlier?.id }));
  },
  evolve: {
    BreachDisclosed: (_, d, event) => ({ ...newCase('DISCLOSURE', d, event), afterCase: d.afterCase }),
  },
});

/** Whether someone was looking into one of these clauses by that day. */
const isLooking = (file: CaseFile, clauses: readonly string[], day: PlainDate): boolean =>
  file.kind !== 'DISCLOSURE' &&
  file.openedOn <= day &&
  file.clauses.some((clause) => clauses.includes(clause)) &&
  ['INVESTIGATING', 'DECIDED', 'REMEDY_ORDERED', 'REMEDY_DONE', 'STAYED'].includes(phaseOn(file, day).phase);
