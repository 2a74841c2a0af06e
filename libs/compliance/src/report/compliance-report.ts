import { CLAUSES, type ClauseCode, clausesOn, legalStatusOn, viewCommittee } from '#arrangements';
import { confirmedOn, phaseOn } from '#cases';
import {
  type AsOfUsed,
  canonicalBytes,
  choices,
  digestOf,
  masked,
  maskedParts,
  type PlainDate,
  statedOn,
} from '#kernel';
import { statusOn } from '#rights';
import { Field, ObjectType } from '@nestjs/graphql';
import type { ArrangementRecord } from '../matrix/arrangement-record.handler.js';
import { Assessment } from '../matrix/assess.js';
import { complianceMatrix, type MatrixRow } from '../matrix/compliance-matrix.js';
import type { DayRange } from '../matrix/periods.js';
import { bearerKey } from '../status/status-rows.js';
import { GOALS } from './goals.js';
import { isWithin, quotaPart, type QuotaUse } from './quota-use.js';

export const ReportFormat = choices(
  'ReportFormat',
  {
    JSON: 'RFC 8785 JSON: whoever asks again compares the digests.',
    MARKDOWN: 'The same for people, as Markdown.',
  },
  'As what kind of file a report comes.',
);
export type ReportFormat = keyof typeof ReportFormat;

@ObjectType({
  description: 'A report as a file. Asked again with the same parameters and size of the log, it is the same (AUD-06).',
})
export class ReportFile {
  @Field({ description: 'Names the days, and the size of the log' }) fileName!: string;
  @Field({ description: 'E.g. application/json' }) mediaType!: string;
  @Field({ description: 'The bytes, in UTF-8' }) content!: string;
  @Field({ description: 'SHA-256 of what it reports (RFC 8785), the same for every format' }) digest!: string;
}

/** What a report is asked with; all of it is part of the report. */
export interface ReportParameters {
  range: DayRange;
  periods: readonly DayRange[];
  asOf: AsOfUsed;
}

/** An arrangement with all that a report tells of it. */
export interface ReportedArrangement extends ArrangementRecord {
  quotas: readonly QuotaUse[];
}

type Counts = Partial<Record<Assessment, number>>;

/**
 * The report for a joint committee or a review by the United Nations: what was owed and kept, by clause, bearer and period,
 * with what is behind each; what is overdue; cases; what the committee did; quotas; and what was owed by target of the 2030
 * Agenda and objective of the Global Compact. It is public, so small numbers of workers are hidden (IND-03). Pure: the same
 * record gives the same bytes.
 */
export function complianceReport(records: readonly ReportedArrangement[], parameters: ReportParameters) {
  const { range, periods, asOf } = parameters;
  const arrangements = records.map((record) => partOf(record, parameters));
  const cells = arrangements.flatMap(({ clauses }) =>
    clauses.flatMap(({ code, periods: of }) => of.map(({ assessment }) => ({ code, assessment }))),
  );
  const bearing = (of: (code: ClauseCode) => readonly (string | number)[] | undefined) => {
    const groups = new Map<string, Counts>();
    for (const { code, assessment } of cells)
      for (const goal of (code && of(code)) ?? []) {
        const counts = groups.get(String(goal)) ?? {};
        groups.set(String(goal), { ...counts, [assessment]: (counts[assessment] ?? 0) + 1 });
      }
    return [...groups]
      .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
      .map(([goal, counts]) => ({ goal, counts }));
  };
  const { effectiveOn, knownSize, knownAt } = asOf;
  return {
    report: 'compliance',
    version: 2,
    parameters: { ...range, periods: periods.map(({ from, to }) => ({ from, to })) },
    asOf: { effectiveOn, knownSize, knownAt },
    sustainableDevelopmentTargets: bearing((code) => GOALS[code]?.sdg),
    compactObjectives: bearing((code) => GOALS[code]?.compact),
    arrangements,
  };
}
export type ComplianceReport = ReturnType<typeof complianceReport>;

function partOf(
  { subject, duties, cases, findings, quotas }: ReportedArrangement,
  { range, periods, asOf }: ReportParameters,
) {
  const { state } = subject;
  const day = asOf.effectiveOn;
  const codes = new Map(clausesOn(state, day).map(({ clause, version }) => [clause, version.value.code]));
  const confirmed = cases.flatMap(({ id, state: file }) =>
    file.findings.flatMap((finding) => {
      const content = confirmedOn(finding, day);
      return content ? [{ case: id, finding: finding.finding, ...content }] : [];
    }),
  );
  const workers = maskedParts(
    confirmed.map((finding) => finding.workers ?? 0),
    true,
  );
  const open = cases.filter(({ state: file }) => file.openedOn <= day && phaseOn(file, day).phase !== 'CLOSED');
  return {
    id: subject.id,
    title: statedOn(state.titles, day)?.value[0]?.text ?? null,
    status: legalStatusOn(state, day).status,
    clauses: complianceMatrix({ arrangement: state, duties, findings, periods, day }).map((row) =>
      clauseOf(row, codes.get(row.clause)),
    ),
    overdue: duties.flatMap(({ obligation, timelines }) =>
      timelines
        .filter((timeline) => statusOn(timeline, day).headline === 'OVERDUE')
        .map(({ key, dueOn }) => ({
          obligation: obligation.id,
          clause: obligation.clause,
          occurrence: key,
          dueOn: dueOn ?? null,
        })),
    ),
    committee: committeeOf(subject, range, day),
    quotas: quotas.filter((use) => isWithin(use, range)).map((use) => quotaPart(use, day)),
    cases: {
      open: masked(open.length, true),
      findings: confirmed.map(({ case: file, finding, clause, code, result, severity }, at) => ({
        case: file,
        finding,
        clause,
        code,
        result,
        severity,
        workers: workers[at]!,
      })),
    },
  };
}

/** What the committee was to do, and did, in the time of the report, as seen on a day; and what it still asks for. */
function committeeOf(subject: ArrangementRecord['subject'], range: DayRange, day: PlainDate) {
  const { due, meetings, actionItems } = viewCommittee(subject, day);
  const isReported = (on: PlainDate) => range.from <= on && on < range.to;
  return {
    due: due
      .filter(({ dueOn }) => isReported(dueOn))
      .map(({ dueOn, lastDay, status, heldAs }) => ({ dueOn, lastDay, status, heldAs: heldAs ?? null })),
    meetings: meetings
      .filter(({ on }) => isReported(on))
      .map(({ meeting, on, invited, attended, notInvited, decisions, minutes }) => ({
        meeting,
        on,
        invited,
        attended,
        notInvited,
        decisions: decisions.map(({ decision, article, what, effectiveOn }) => ({
          decision,
          article,
          what,
          effectiveOn,
        })),
        minutes: { publishedOn: minutes.publishedOn ?? null, dueOn: minutes.dueOn ?? null, late: minutes.late },
      })),
    openActionItems: actionItems
      .filter(({ closedOn }) => closedOn === undefined)
      .map(({ item, meeting, what, owner, dueOn, overdue }) => ({ item, meeting, what, owner, dueOn, overdue })),
  };
}

const clauseOf = ({ clause, bearer, cells }: MatrixRow, code: ClauseCode | undefined) => ({
  clause,
  code: code ?? null,
  title: code ? CLAUSES[code].title : null,
  bearer: bearerKey(bearer),
  periods: cells.map(({ period: { from, to }, assessment, statuses, findings }) => ({
    from,
    to,
    assessment,
    statuses: statuses.map(({ duty, timeline, interval }) => ({
      obligation: duty.obligation.id,
      occurrence: timeline.key,
      headline: interval.headline,
      contest: interval.contest,
      explanation: digestOf(interval.explanation),
    })),
    findings: findings.map(({ case: file, finding, result, seqs }) => ({
      case: file,
      finding,
      result,
      events: [...seqs],
    })),
  })),
});

/** The report as a file. */
export function fileOf(report: ComplianceReport, format: ReportFormat): ReportFile {
  const { from, to } = report.parameters;
  const name = `compliance-${from}-${to}-on-${report.asOf.effectiveOn}-at-${report.asOf.knownSize}`;
  const digest = digestOf(report);
  return format === 'JSON'
    ? {
        fileName: `${name}.json`,
        mediaType: 'application/json',
        content: canonicalBytes(report).toString('utf8'),
        digest,
      }
    : { fileName: `${name}.md`, mediaType: 'text/markdown', content: inWords(report, digest), digest };
}

/** A part of the page; none where there is nothing to tell. */
const section = (title: string, lines: readonly string[]) => (lines.length > 0 ? ['', title, '', ...lines] : []);

const inPercent = ({ count, percent }: { count: number | null; percent: number | null }) =>
  count === null ? 'hidden' : `${count}${percent === null ? '' : ` (${percent} %)`}`;

const inCell = ({ assessment, statuses }: { assessment: Assessment; statuses: readonly { contest: string }[] }) =>
  `${words(assessment)}${statuses.some(({ contest }) => contest === 'DISPUTED') ? ', disputed' : ''}`;

const words = (value: string) => value.toLowerCase().replaceAll('_', ' ');

function inWords(report: ComplianceReport, digest: string): string {
  const { parameters, asOf, sustainableDevelopmentTargets, compactObjectives, arrangements } = report;
  const list = (counts: Counts) =>
    (Object.keys(Assessment) as Assessment[])
      .flatMap((assessment) => (counts[assessment] ? [`${words(assessment)}: ${counts[assessment]}`] : []))
      .join(', ');
  const columns = parameters.periods.map(({ from, to }) => `${from} to ${to}`);
  return [
    `# Compliance from ${parameters.from} to before ${parameters.to}`,
    '',
    `On ${asOf.effectiveOn}, as known after ${asOf.knownSize} events. No data is not compliance. Digest: ${digest}`,
    '',
    '## Targets of the 2030 Agenda',
    '',
    ...sustainableDevelopmentTargets.map(({ goal, counts }) => `- ${goal}: ${list(counts)}`),
    '',
    '## Objectives of the Global Compact for Migration',
    '',
    ...compactObjectives.map(({ goal, counts }) => `- ${goal}: ${list(counts)}`),
    ...arrangements.flatMap(({ id, title, status, clauses, overdue, cases, committee, quotas }) => [
      '',
      `## ${title ?? id}`,
      '',
      `${id}, ${words(status)}. Open cases: ${cases.open.count ?? 'fewer than 5'}. Overdue: ${overdue.length}.`,
      '',
      `| clause | owed by | ${columns.join(' | ')} |`,
      `| --- | --- | ${columns.map(() => '---').join(' | ')} |`,
      ...clauses.map(
        ({ clause, title: matter, bearer, periods }) =>
          `| ${matter ?? clause} | ${bearer} | ${periods.map(inCell).join(' | ')} |`,
      ),
      '',
      ...overdue.map(
        ({ obligation, occurrence, dueOn }) =>
          `- overdue: ${obligation}, ${occurrence}, due on ${dueOn ?? 'no known day'}`,
      ),
      ...cases.findings.map(
        ({ case: file, finding, result, severity, workers }) =>
          `- finding ${finding} of ${file}: ${words(result)}, ${words(severity)}, workers: ${workers.count ?? 'hidden'}`,
      ),
      ...section('### Joint committee', [
        ...committee.due.map(
          ({ dueOn, status, heldAs }) => `- meeting due on ${dueOn}: ${words(status)}${heldAs ? `, as ${heldAs}` : ''}`,
        ),
        ...committee.meetings.flatMap(({ meeting, on, notInvited, decisions, minutes }) => [
          `- ${meeting} on ${on}: minutes ${minutes.publishedOn ? `published on ${minutes.publishedOn}` : 'not published'}${minutes.late ? ', late' : ''}${notInvited.length > 0 ? `; not invited: ${notInvited.join(', ')}` : ''}`,
          ...decisions.map(({ decision, article, what }) => `  - decision ${decision} (${article}): ${what}`),
        ]),
        ...committee.openActionItems.map(
          ({ item, owner, what, dueOn, overdue: isLate }) =>
            `- open action ${item} of ${owner}: ${what}; due on ${dueOn}${isLate ? ', overdue' : ''}`,
        ),
      ]),
      ...section('### Quotas', [
        ...quotas.map(
          ({ quota, period, allotted, used, left, women, youth }) =>
            `- ${quota}, ${period.label ?? 'no period'}: allotted ${allotted ?? 'no number'}, admitted ${used.count ?? 'hidden'}, left ${left ?? 'not told'}; women ${inPercent(women)}, youth ${inPercent(youth)}`,
        ),
      ]),
    ]),
    '',
  ].join('\n');
}
