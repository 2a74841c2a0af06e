import {
  AsOfUsed,
  type Behind,
  behindAll,
  EvidenceView,
  grouped,
  masked,
  maskedParts,
  PartialDateScalar,
  PlainDateScalar,
  Qualifier,
  SeqScalar,
  type Total,
  Witness,
} from '#kernel';
import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { QuotaView } from '../quota.view.js';
import { QuotaSelector } from '../scopes/selector.js';
import { QuotaKind, QuotaNumber } from '../terms.js';
import {
  admittedOf,
  columnOf,
  FloorState,
  type FloorLine,
  type LedgerLine,
  numbersOf,
  PlaceDimension,
} from './ledger.js';

@ObjectType('EventRange', {
  description: 'Events behind a number that are too many to be listed; `event` and `auditTrail` show each.',
})
export class EventRange implements Behind {
  @Field(() => SeqScalar, { description: 'Position of the first' }) firstSeq!: number;
  @Field(() => SeqScalar, { description: 'Position of the last' }) lastSeq!: number;
  apart!: Behind['apart'];
  shared!: Behind['shared'];
  size!: Behind['size'];
}

@ObjectType('QuotaLedgerLine', { description: 'One part of a quota, or the whole, on the day asked about.' })
export class LedgerLineView {
  @Field(() => ID, { description: 'Name of the part; `whole` is the quota itself' }) scope!: string;
  @Field(() => ID, { nullable: true, description: 'The part that it is a part of' }) parent?: string;
  @Field(() => QuotaKind) kind!: QuotaKind;
  @Field({ description: 'Places that belong to no part until they are moved to one' }) isReserve!: boolean;
  @Field(() => QuotaSelector, { description: 'Whom it counts' }) selector!: QuotaSelector;
  @Field(() => Int, { nullable: true, description: 'The number that counts; null: none does, or nothing limits' })
  allotted?: number;
  @Field(() => Int, { description: 'From the period before (QUO-07)' }) carried!: number;
  @Field(() => Int, { description: 'From other parts (QUO-08)' }) movedIn!: number;
  @Field(() => Int, { description: 'To other parts (QUO-08)' }) movedOut!: number;
  @Field(() => Int, { nullable: true, description: 'All that can be used; null: nothing limits' }) ceiling?: number;
  @Field(() => Int, { description: 'Asked for' }) requested!: number;
  @Field(() => Int, { description: 'Held, and not lapsed by the day' }) reserved!: number;
  @Field(() => Int, { description: 'Held in reserves within it' }) inReserve!: number;
  @Field(() => Int, { description: 'Admitted, less those cancelled before arrival' }) used!: number;
  @Field(() => Int, { description: 'Left and arrived' }) departed!: number;
  @Field(() => Int, { description: 'Came home; their places stay used' }) returned!: number;
  @Field(() => Int, { description: 'Of those used: admitted in an earlier period as well (QUO-18)' })
  returning!: number;
  @Field(() => Int, { nullable: true, description: 'Of the whole: the highest flow that was reported as a figure' })
  reported?: number;
  @Field(() => Int, { description: 'Found after the close (QUO-19)' }) adjusted!: number;
  @Field(() => Int, { nullable: true, description: 'Free to be used, of a closed quota none; null: nothing limits' })
  left?: number;
  @Field(() => Int, {
    nullable: true,
    description:
      'Of a closed quota: what nobody took, whether or not it was carried over (QUO-07); null: it is not closed',
  })
  unused?: number;
  @Field(() => EventRange, { nullable: true, description: 'The admissions behind `used`' }) because?: EventRange;
  @Field(() => [EvidenceView], { description: 'The acts behind its number' }) evidence!: EvidenceView[];
}

export const viewLine = ({ scope, acts, ...line }: LedgerLine, { subject }: QuotaView): LedgerLineView => ({
  ...line,
  scope: scope.scope,
  parent: scope.parent || undefined,
  kind: scope.kind,
  isReserve: scope.isReserve,
  selector: scope.selector,
  evidence: new Witness(subject).of(scope.seq, ...acts),
});

@ObjectType('QuotaFloor', { description: 'A number or share that must be reached, on the day asked about (QUO-09).' })
export class FloorView {
  @Field(() => ID) scope!: string;
  @Field(() => QuotaSelector, { description: 'Whom it counts' }) selector!: QuotaSelector;
  @Field(() => Float, { nullable: true, description: 'Where it is a share' }) percent?: number;
  @Field({ description: 'The text refuses what makes it unreachable' }) strict!: boolean;
  @Field(() => Int, { nullable: true, description: 'So many; null: a share of what has no limit' }) needed?: number;
  @Field(() => Int, { description: 'Admitted so far' }) reached!: number;
  @Field(() => Int, { nullable: true, description: 'With all places that are left' }) reachable?: number;
  @Field(() => FloorState, { description: 'On the day asked about' }) state!: FloorState;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

export const viewFloor = ({ scope, ...line }: FloorLine, { subject }: QuotaView): FloorView => ({
  ...line,
  scope: scope.scope,
  selector: scope.selector,
  percent: scope.percent,
  strict: scope.isStrict,
  evidence: new Witness(subject).of(scope.seq),
});

const PlacesField = (description: string) =>
  Field(() => Int, { nullable: true, description: `${description}; null: masked to the public` });

@ObjectType('PlaceValue', { description: 'What places share in one dimension.' })
export class PlaceValue {
  @Field(() => PlaceDimension, { description: 'By which they are told apart' }) dimension!: PlaceDimension;
  @Field(() => String, { nullable: true, description: 'null: not told' }) value!: string | null;
}

@ObjectType('PlaceCount', { description: 'Places that share what was asked for.' })
export class PlaceCountView {
  @Field(() => [PlaceValue], { description: 'One value for each dimension asked for' }) values!: PlaceValue[];
  @PlacesField('Asked for') requested!: number | null;
  @PlacesField('Held, and not lapsed by the day') reserved!: number | null;
  @PlacesField('Admitted, less those cancelled before arrival') used!: number | null;
  @PlacesField('Left and arrived') departed!: number | null;
  @PlacesField('Came home') returned!: number | null;
  @Field(() => EventRange, { description: 'The events behind these numbers' }) because!: EventRange;
}

/**
 * IND-03: places by what they are told apart by, as a reader sees them: no small number, and none that would tell one, since
 * the ledger tells the sum. Pure.
 */
export function viewPlaces(
  totals: readonly Total[],
  dimensions: readonly PlaceDimension[],
  isPublic: boolean,
): PlaceCountView[] {
  const groups = grouped(totals, ({ cell }) =>
    JSON.stringify(dimensions.map((dimension) => cell[columnOf(dimension)] ?? null)),
  );
  const sorted = [...groups.values()].map((group) => ({
    group,
    values: dimensions.map((dimension) => {
      const value = group[0]!.cell[columnOf(dimension)];
      return { dimension, value: value === null || value === undefined ? null : String(value) };
    }),
  }));
  sorted.sort((a, b) => (JSON.stringify(a.values) < JSON.stringify(b.values) ? -1 : 1));
  const at = (stage: string) => {
    const counts = sorted.map(({ group }) =>
      group.filter(({ cell }) => cell.stage === stage).reduce((total, { number }) => total + number, 0),
    );
    // Not told apart, they are what the ledger says.
    return maskedParts(counts, isPublic && dimensions.length > 0).map(({ count }) => count);
  };
  const [requested, reserved, used, departed, returned] = [
    at('REQUESTED'),
    at('RESERVED'),
    at('ADMITTED'),
    at('DEPARTED'),
    at('RETURNED'),
  ];
  return sorted.map(({ group, values }, index) => ({
    values,
    requested: requested![index]!,
    reserved: reserved![index]!,
    used: used![index]!,
    departed: departed![index]!,
    returned: returned![index]!,
    because: behindAll(group.map(({ because }) => because)),
  }));
}

@ObjectType('BurnDownPoint', { description: 'A day on which places were used or given back.' })
export class BurnDownPointView {
  @Field(() => PlainDateScalar) on!: string;
  @Field(() => Int, { description: 'On that day, less what was cancelled' }) admitted!: number;
  @Field(() => Int, { description: 'Up to the end of that day' }) used!: number;
  @Field(() => Int, { nullable: true, description: 'null: nothing limits' }) left?: number;
}

@ObjectType('BurnDownForecast', { description: 'When places run out if it goes on so, and how that was computed.' })
export class ForecastView {
  @Field(() => PlainDateScalar, {
    nullable: true,
    description: 'null: nothing limits, nobody was admitted lately, or it is closed',
  })
  runsOutOn?: string;
  @Field({ description: 'How it was computed' }) method!: string;
  @Field(() => PlainDateScalar, { description: 'First of the days looked at' }) from!: string;
  @Field(() => Int, { description: 'How many days were looked at' }) days!: number;
  @Field(() => Int, { description: 'Admitted within them' }) admitted!: number;
  @Field(() => Float, { description: 'Mean of these days' }) perDay!: number;
  @Field(() => Int, { nullable: true, description: 'Places left on the day asked about' }) left?: number;
}

@ObjectType('BurnDown', { description: 'How the places of one part were used, day by day.' })
export class BurnDownView {
  @Field(() => [BurnDownPointView], { description: 'In the order of the days' }) points!: BurnDownPointView[];
  @Field(() => ForecastView, { description: 'If it goes on as lately' }) forecast!: ForecastView;
}

@ObjectType('QuotaNumberChange', { description: 'A number as one act set it, and the one before (QUO-11).' })
export class NumberChangeView {
  @Field(() => ID) scope!: string;
  @Field(() => QuotaNumber, { nullable: true, description: 'null: there was none' }) before?: QuotaNumber;
  @Field(() => QuotaNumber) after!: QuotaNumber;
  @Field(() => Qualifier) qualifier!: Qualifier;
  @Field(() => String, { nullable: true, description: 'null: the source names no act' }) act?: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'null: since the period began' }) from?: string;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether its condition was found met; null: it has none, or nobody has found yet',
  })
  conditionMet?: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

export function viewNumbers({ subject }: QuotaView): NumberChangeView[] {
  const witness = new Witness(subject);
  return numbersOf(subject.state).map(({ scope, stated: { seq, from, value }, before }) => ({
    scope: scope.scope,
    before: before?.value.number,
    after: value.number,
    qualifier: value.qualifier ?? 'EXACT',
    act: value.act,
    from,
    conditionMet: value.condition?.outcome?.met,
    evidence: witness.of(seq, ...(value.condition?.outcome ? [value.condition.outcome.seq] : [])),
  }));
}

@ObjectType('CorridorAdmissions', {
  description:
    'Who was admitted from one origin to one destination, over all quotas. The public sees no small numbers (IND-03).',
})
export class CorridorView {
  @Field(() => ID) origin!: string;
  @Field(() => ID, { nullable: true }) destination!: string | null;
  @Field(() => Int, { nullable: true, description: 'Less those cancelled before arrival; null: masked to the public' })
  admitted!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of those admitted; null: masked to the public' })
  women!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Up to 24 years, as the United Nations count youth; null: masked to the public',
  })
  youth!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of undisclosed sex; null: masked to the public' })
  sexUndisclosed!: number | null;
  @Field(() => Int, { nullable: true, description: 'Of undisclosed age; null: masked to the public' })
  ageUndisclosed!: number | null;
  @Field(() => EventRange, { description: 'The admissions behind it' }) because!: EventRange;
}

/** IND-03: corridors as a reader sees them, with most admissions first: no small number, and none that would tell one. Pure. */
export function viewCorridors(totals: readonly Total[], isPublic: boolean): CorridorView[] {
  const corridors = grouped(totals, ({ cell }) => JSON.stringify([cell.origin, cell.destination]));
  return [...corridors.values()]
    .map((group) => ({ group, counts: admittedOf(group) }))
    .sort((a, b) => b.counts.admitted - a.counts.admitted)
    .map(({ group, counts: { admitted, women, youth, sexUndisclosed, ageUndisclosed } }) => {
      const parts = (count: number, undisclosed: number) =>
        maskedParts([count, undisclosed, admitted - count - undisclosed], isPublic).map((part) => part.count);
      const [bySex, byAge] = [parts(women, sexUndisclosed), parts(youth, ageUndisclosed)];
      const { origin, destination } = group[0]!.cell;
      return {
        origin: origin as string,
        destination: destination as string | null,
        admitted: masked(admitted, isPublic).count,
        women: bySex[0]!,
        youth: byAge[0]!,
        sexUndisclosed: bySex[1]!,
        ageUndisclosed: byAge[1]!,
        because: behindAll(group.map(({ because }) => because)),
      };
    });
}

@ObjectType('CorridorAnswer', { description: 'Corridors, and the dates that the answer is for.' })
export class CorridorAnswer {
  @Field(() => [CorridorView], { description: 'Those with most admissions first' }) corridors!: CorridorView[];
  @Field(() => AsOfUsed) asOf!: AsOfUsed;
}
