import { CountField, FlagField, IdField, KeyField, Shape, ShapeField } from '#kernel';

@Shape('CarryOverRule', 'Places that are left over pass to the next period (QUO-07).')
export class CarryOverRule {
  @CountField({ optional: true, description: 'At most so many; absent: all' }) most?: number;
  @CountField({
    optional: true,
    min: 1,
    description: 'They lapse so many months into the next period; absent: with it',
  })
  months?: number;
}

@Shape('ReallocationRule', 'Free places may be moved between parts (QUO-08).')
export class ReallocationRule {
  @IdField('party', { list: true, description: 'Parties, each of which may decide it' }) by!: string[];
  @KeyField({ list: true, optional: true, description: 'Only between these parts; absent: between any' })
  scopes?: string[];
}

@Shape('QuotaTerms', 'What the text allows beside the numbers. What it does not say is not allowed.')
export class AgreedTerms {
  @ShapeField(() => CarryOverRule, { optional: true, description: 'Absent: nothing passes to the next period' })
  carryOver?: CarryOverRule;
  @ShapeField(() => ReallocationRule, { optional: true, description: 'Absent: nothing moves' })
  reallocation?: ReallocationRule;
  @CountField({ optional: true, min: 1, description: 'A reservation lapses after so many days (QUO-16)' })
  reservationDays?: number;
  @FlagField({ optional: true, description: 'Who leaves after arrival may be replaced by a new admission (QUO-17)' })
  replacements?: boolean;
  @FlagField({ optional: true, description: 'A recruiter needs a licence of the destination too (EMP-04)' })
  destinationLicence?: boolean;
}
