import { type Arrangement, clausesOn } from '#arrangements';
import { confirmedOn, idOf, isAdverse } from '#cases';
import { AsOfUsed, type Evidence, EvidenceView, grouped, masked, MaskedCount, type PlainDate } from '#kernel';
import { compareDecimals, type MeasuredValue } from '#rights';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ArrangementRecord } from '../matrix/arrangement-record.handler.js';
import { termsOn } from '../status/duty.js';
import { bearerKey } from '../status/status-rows.js';

@ObjectType({
  description: 'Values of one measure, side by side: never added, for each is of workers of its own (IND-08).',
})
export class MeasuredFees {
  @Field(() => String, { nullable: true, description: 'What is measured; null: the duty does not say' })
  metric?: string;
  @Field({ description: 'Of the values, e.g. percent' }) unit!: string;
  @Field({ description: 'Reported by the one bound, which weighs less; false: by anybody else (IND-02)' })
  isSelfReported!: boolean;
  @Field(() => Int, { description: 'How many values were reported' }) reports!: number;
  @Field({ description: 'The least, a decimal number' }) least!: string;
  @Field({ description: 'In the middle; of an even number of values the lower of the two' }) median!: string;
  @Field({ description: 'The most' }) most!: string;
}

@ObjectType({
  description: 'What workers paid for their recruitment, as measured and as found, of one payer in one corridor.',
})
export class FeesPaid {
  @Field(() => ID, { nullable: true, description: 'null: the record does not tell between which countries' })
  origin?: string;
  @Field(() => ID, { nullable: true, description: 'null: the record does not tell between which countries' })
  destination?: string;
  @Field(() => ID, { description: 'Who owes to take no fee: a recruiter, an employer, a party, or EMPLOYER@party-de' })
  bearer!: string;
  @Field(() => [MeasuredFees], { description: 'What was measured; empty: nothing was, which is not compliance' })
  measured!: MeasuredFees[];
  @Field(() => MaskedCount, { description: 'Confirmed findings that fees were taken' }) findings!: MaskedCount;
  @Field(() => MaskedCount, { description: 'Workers whom they concern, as told' }) workers!: MaskedCount;
  @Field(() => [EvidenceView], { description: 'The reports and the verdicts, in the order of the log' })
  evidence!: EvidenceView[];
}

@ObjectType({ description: 'Fees that workers paid, by corridor and by who is bound to take none.' })
export class FeesPaidAnswer {
  @Field(() => [FeesPaid], { description: 'By origin, destination and bearer' }) fees!: FeesPaid[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

interface Corridor {
  origin?: string;
  destination?: string;
}

interface Gathered extends Corridor {
  bearer: string;
  values: (Pick<MeasuredValue, 'value' | 'unit'> & { metric?: string; isSelfReported: boolean })[];
  /** How many workers each finding concerns. */
  found: number[];
  evidence: Map<number, Evidence>;
}

/**
 * What workers paid, from the values that were reported of duties on fees and from confirmed findings, up to a day.
 * `isPublic`: small numbers of findings and workers are hidden (IND-03). Pure.
 */
export function feesPaid(records: readonly ArrangementRecord[], day: PlainDate, isPublic: boolean): FeesPaid[] {
  const groups = new Map<string, Gathered>();
  const group = ({ origin, destination }: Corridor, bearer: string, cited?: Evidence): Gathered => {
    const key = JSON.stringify([origin ?? '', destination ?? '', bearer]);
    const found = groups.get(key) ?? { origin, destination, bearer, values: [], found: [], evidence: new Map() };
    if (cited) found.evidence.set(cited.seq, cited);
    groups.set(key, found);
    return found;
  };
  for (const { subject, duties, cases } of records) {
    const corridor = corridorOf(subject.state);
    const onFees = new Set(
      clausesOn(subject.state, day).flatMap(({ clause, version }) => (version.value.code === 'FEES' ? clause : [])),
    );
    for (const { obligation, facts, evidence } of duties) {
      if (!onFees.has(obligation.clause)) continue;
      const { bearers, metric } = termsOn(obligation, day);
      for (const bearer of bearers.map(bearerKey)) {
        // Who owes it and of whom nothing is known is told as well.
        const { values } = group(corridor, bearer);
        for (const { measure, performedOn, by, seq } of facts.evidence) {
          if (!measure || performedOn > day) continue;
          values.push({ ...measure, metric: metric?.metric, isSelfReported: by === 'BEARER' });
          group(corridor, bearer, evidence.get(seq));
        }
      }
    }
    for (const { state: file, evidence } of cases)
      for (const finding of file.findings) {
        const content = confirmedOn(finding, day);
        if (content?.code !== 'FEES' || !isAdverse(content.result)) continue;
        const verdict = finding.verdicts.filter(({ on }) => on <= day).at(-1);
        const cited = evidence.find(({ seq }) => seq === verdict?.seq);
        group(file.corridor ?? corridor, idOf(file.respondent), cited).found.push(content.workers ?? 0);
      }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { values, found, evidence, ...about }]) => ({
      ...about,
      measured: measuredOf(values),
      findings: masked(found.length, isPublic),
      workers: masked(
        found.reduce((sum, workers) => sum + workers, 0),
        isPublic,
      ),
      evidence: [...evidence.values()].sort((a, b) => a.seq - b.seq),
    }));
}

/** Between which countries workers move, where an arrangement has one origin and one destination. */
function corridorOf({ parties }: Arrangement): Corridor {
  const [origins, destinations] = (['ORIGIN', 'DESTINATION'] as const).map((role) => [
    ...new Set(parties.filter((entry) => entry.role === role).map(({ party }) => party)),
  ]) as [string[], string[]];
  const isBoth = parties.some(({ role }) => role === 'BOTH');
  return isBoth || origins.length !== 1 || destinations.length !== 1
    ? {}
    : { origin: origins[0], destination: destinations[0] };
}

function measuredOf(values: Gathered['values']): MeasuredFees[] {
  const kinds = grouped(values, ({ metric, unit, isSelfReported }) =>
    JSON.stringify([metric ?? '', unit, isSelfReported]),
  );
  return [...kinds.values()].map((same) => {
    const { metric, unit, isSelfReported } = same[0]!;
    const sorted = same.map(({ value }) => value).sort(compareDecimals);
    return {
      metric,
      unit,
      isSelfReported,
      reports: sorted.length,
      least: sorted[0]!,
      median: sorted[Math.ceil(sorted.length / 2) - 1]!,
      most: sorted.at(-1)!,
    };
  });
}
