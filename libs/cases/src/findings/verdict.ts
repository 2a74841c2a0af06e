import { type Arrangement, arrangementDecider, Severity } from '#arrangements';
import {
  add,
  ChoiceField,
  type Context,
  CountField,
  type Decider,
  KeyField,
  type RecordedEvent,
  refuse,
  type Refusal,
  SeqField,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, citing, doerOf, type Finding, type FindingContent, withFinding } from '../case.js';
import { checkAwake, checkDoer, checkUnbiased, checkWords, doer, investigatorsOf, made } from '../checks.js';
import { correctionDays, responseTo } from '../deadlines.js';
import { contentOn, lastOf } from '../phase.js';
import { ActOnCase } from '../procedure/act-on-case.js';
import { FactsPeriod, FindingResult, idOf, isAdverse, RemedyOrder, Respondent } from '../terms.js';
import { isCoded } from '../opening/applicability.js';
import { checkSeverity, codedOn } from './severity.js';

/** What a decision on a finding can state; what it leaves out is as it was. */
@InputType({ isAbstract: true })
export class VerdictOnFinding extends ActOnCase {
  @KeyField({ description: 'The finding' }) finding!: string;
  @ChoiceField(() => FindingResult, { optional: true, description: 'If other than drafted' }) result?: FindingResult;
  @ChoiceField(() => Severity, { optional: true, description: 'If other than drafted' }) severity?: Severity;
  @ShapeField(() => FactsPeriod, { optional: true, description: 'If other than drafted' }) facts?: FactsPeriod;
  @CountField({ optional: true, description: 'How many workers are concerned; if other than drafted' })
  workers?: number;
  @ShapeField(() => RemedyOrder, { list: true, max: 20, description: 'What is to be mended' }) remedies!: RemedyOrder[];
  @TextField({ sealed: true, optional: true, length: 500, description: 'Why nothing is to be mended, if so' })
  noRemedyBecause?: string;
  @SeqField({
    optional: true,
    description: 'The coding of the clause that held when the facts were; the registry fills it in',
  })
  clauseVersion?: number;
}

/** The streams that a decision on a finding rests on. */
export const readByVerdict = (data: VerdictOnFinding, { arrangement }: CaseFile): string[] => [
  arrangement,
  ...(data.remedies ?? []).flatMap(({ owner, liableWith = [] }) => [
    ...(owner ? [idOf(owner)] : []),
    ...liableWith.map(({ who }) => idOf(who)),
  ]),
];

/** The decision as it is recorded, with all that it leaves out filled in; or why it cannot be taken. */
export function resolve<V extends VerdictOnFinding>(
  data: V,
  file: CaseFile,
  finding: Finding,
  context: Context,
): V | Refusal {
  const refused =
    checkDoer(data.by, file.parties, context) ??
    checkAwake(file, data.on, context) ??
    checkUnbiased(file, [finding.by, ...investigatorsOf(file)], doer(data.by, context)) ??
    checkWords(data.words, data.noRemedyBecause, ...data.remedies.map(({ words }) => words));
  if (refused) return refused;
  const before = contentOn(finding, data.on);
  const facts = data.facts ?? made(FactsPeriod, before.facts);
  const arrangement = context.other(arrangementDecider, file.arrangement)!;
  const coded = codedOn(arrangement, before.clause, lastOf(facts))!;
  const { result = before.result, severity = before.severity, workers = before.workers } = data;
  const whole = { result, severity, workers, facts, clauseVersion: coded.seq };
  return (
    checkSeverity(data.severity, coded) ??
    checkWhole({ ...data, result, severity, workers }, file, finding) ??
    checkRemedies(data.remedies, file, arrangement, context) ??
    made(
      data.constructor as new () => V,
      data,
      whole as Partial<V>,
      {
        remedies: data.remedies.map((order) => completed(order, file, severity, data.on)),
      } as Partial<V>,
    )
  );
}

/** CMP-08: severity, clause version, facts, number of workers, and a remedy or why there is none. CMP-11: never none if critical. */
function checkWhole(data: VerdictOnFinding, file: CaseFile, finding: Finding): Refusal | undefined {
  if (!isAdverse(data.result!))
    return data.remedies.length > 0
      ? refuse('CMP-08', 'NOTHING_TO_MEND', 'Nothing was broken, so nothing is to be mended.', { result: data.result! })
      : undefined;
  if (data.workers === undefined)
    return refuse('CMP-08', 'FINDING_INCOMPLETE', 'Say how many workers are concerned: each counts once (CMP-09).', {
      missing: ['workers'],
    });
  if (data.remedies.length > 0 || file.remedies.some((remedy) => remedy.finding === finding.finding)) return undefined;
  if (data.severity === 'CRITICAL')
    return refuse(
      'CMP-11',
      'VERIFIED_REMEDY_REQUIRED',
      'A critical finding has a remedy: say what is to be mended, and by whom.',
      { finding: finding.finding },
    );
  return data.noRemedyBecause === undefined
    ? refuse('CMP-08', 'FINDING_INCOMPLETE', 'Say what is to be mended, or in noRemedyBecause why nothing is.', {
        missing: ['remedies'],
      })
    : undefined;
}

/** CMP-10 and EMP-05: each remedy has a name of its own, a registered owner, and joint liability rests on a clause. */
function checkRemedies(
  orders: readonly RemedyOrder[],
  file: CaseFile,
  arrangement: Arrangement,
  context: Context,
): Refusal | undefined {
  const names = [...file.remedies, ...orders].map(({ remedy }) => remedy);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return refuse('CMP-10', 'ALREADY_REGISTERED', `The case already has a remedy ${twice}.`, { remedy: twice });
  for (const { remedy, owner, liableWith = [] } of orders) {
    const named = [...(owner ? [owner] : []), ...liableWith.map(({ who }) => who)].map(idOf);
    const stranger = named.find((id) => id === undefined || !context.other({ name: 'party' } as Decider, id));
    if (named.includes(stranger as string))
      return refuse('CMP-10', 'NOT_REGISTERED', `${remedy} names ${stranger ?? 'nobody'}: register it first.`, {
        remedy,
        id: stranger ?? null,
      });
    const unfounded = liableWith.find(({ clause }) => !isCoded(arrangement, clause, file.openedOn));
    if (unfounded)
      return refuse(
        'EMP-05',
        'UNKNOWN_CLAUSE',
        `${file.arrangement} has no clause ${unfounded.clause}: joint liability rests on the text.`,
        { clause: unfounded.clause },
      );
  }
  return undefined;
}

/** Owner and last day, where they are not told: the respondent, and as many days as the severity of the response allows. */
const completed = (order: RemedyOrder, file: CaseFile, severity: Severity, on: string): RemedyOrder =>
  made(RemedyOrder, order, {
    owner: order.owner ?? made(Respondent, file.respondent),
    dueOn: order.dueOn ?? add(on, { days: correctionDays(file, responseTo(file, severity)) }),
  });

/** The case after a decision on one of its findings. */
export const foldVerdict = (
  file: CaseFile,
  kind: 'CONFIRMED' | 'REVISED',
  d: VerdictOnFinding & { why?: string },
  event: RecordedEvent,
): CaseFile => {
  const act = { seq: event.seq, on: d.on, by: doerOf(event, d.by) };
  const changed = withFinding(citing(file, event), d.finding, (finding) => {
    const { clause, code } = finding.draft;
    const content: FindingContent = {
      clause,
      code,
      result: d.result!,
      severity: d.severity!,
      facts: d.facts!,
      workers: d.workers,
      words: d.words ?? finding.draft.words,
    };
    const { clauseVersion, noRemedyBecause, why } = d;
    return {
      ...finding,
      verdicts: [...finding.verdicts, { ...act, kind, content, clauseVersion, noRemedyBecause, why }],
    };
  });
  return {
    ...changed,
    remedies: [
      ...changed.remedies,
      ...d.remedies.map((order) => ({
        ...order,
        seq: event.seq,
        orderedOn: d.on,
        finding: d.finding,
        owner: order.owner!,
        dueOn: order.dueOn!,
        claims: [],
        checks: [],
      })),
    ],
  };
};
