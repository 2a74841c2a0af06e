import { ChoiceField, choices, CodeField, FlagField, IdField, PlainDateField, TextField } from '#kernel';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { ClauseCode } from './clauses/clause-code.js';
import { ReportedStatus } from './life-cycle/life-cycle.js';
import { LegalStatus } from './life-cycle/timeline.js';
import { Bindingness, InstrumentType, Kind, Level, PartyRole, SkillLevel } from './registration/terms.js';

@InputType({ description: 'All conditions hold together; of several values of one condition any one, unless said.' })
export class ArrangementFilter {
  @IdField('party', { optional: true, list: true, description: 'All of these take part' }) parties?: string[];
  @ChoiceField(() => PartyRole, { optional: true, description: 'The named parties have this role' }) role?: PartyRole;
  @IdField('party', { optional: true, description: 'Workers or trainees come from it, or go both ways' })
  origin?: string;
  @IdField('party', { optional: true, description: 'Workers or trainees go to it, or go both ways' })
  destination?: string;
  @ChoiceField(() => Kind, { optional: true }) kind?: Kind;
  @ChoiceField(() => Level, { optional: true, list: true }) level?: Level[];
  @ChoiceField(() => InstrumentType, { optional: true, list: true }) instrumentType?: InstrumentType[];
  @ChoiceField(() => Bindingness, { optional: true }) bindingness?: Bindingness;
  @TextField({ optional: true, list: true, length: 200, description: 'Any of these sectors, in lower case' })
  sector?: string[];
  @ChoiceField(() => SkillLevel, { optional: true, list: true }) skillLevel?: SkillLevel[];

  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', {
    optional: true,
    list: true,
    description: 'Any of these ISCO-08 groups, with all below them',
  })
  occupation?: string[];

  @ChoiceField(() => LegalStatus, { optional: true, list: true, description: 'State in law on the day asked about' })
  status?: LegalStatus[];
  @ChoiceField(() => ReportedStatus, {
    optional: true,
    list: true,
    description: 'The latest state that a source reports',
  })
  reportedStatus?: ReportedStatus[];
  @ChoiceField(() => ClauseCode, { optional: true, list: true, description: 'All of these are coded as present' })
  clausePresent?: ClauseCode[];
  @ChoiceField(() => ClauseCode, {
    optional: true,
    list: true,
    description: 'None of these is coded as present: silent, or not coded',
  })
  clauseAbsent?: ClauseCode[];
  @ChoiceField(() => ClauseCode, {
    optional: true,
    list: true,
    description: 'The text is coded as silent on all of these',
  })
  clauseSilent?: ClauseCode[];
  @PlainDateField({ optional: true, description: 'Signed on or after' }) signedFrom?: string;
  @PlainDateField({ optional: true, description: 'Signed on or before' }) signedTo?: string;
  @PlainDateField({ optional: true, description: 'In force on or after' }) inForceFrom?: string;
  @PlainDateField({ optional: true, description: 'In force on or before' }) inForceTo?: string;
  @FlagField({ optional: true, description: 'Sources disagree on some matter' }) disputed?: boolean;
  @FlagField({ optional: true, description: 'Some amendment, proposed or in force, lowers protection (AMD-09)' })
  lowersProtection?: boolean;
  @TextField({ optional: true, length: 200, description: 'Words of the id, titles or instrument' }) text?: string;
}

export const ArrangementOrder = choices('ArrangementOrder', {
  SIGNED_LATEST: 'The latest signature first; without a date last.',
  ID: 'By id.',
});
export type ArrangementOrder = keyof typeof ArrangementOrder;

export const ArrangementFacet = choices(
  'ArrangementFacet',
  {
    STATUS: 'State in law.',
    REPORTED_STATUS: 'The latest state that a source reports.',
    KIND: 'Bilateral or multilateral.',
    LEVEL: 'Level.',
    INSTRUMENT_TYPE: 'Type of instrument.',
    BINDINGNESS: 'Bindingness.',
    PARTY: 'Party.',
    SECTOR: 'Sector.',
    SKILL_LEVEL: 'Skill level.',
    OCCUPATION: 'ISCO-08 group of two digits.',
    CLAUSE: 'Clause code that is present.',
  },
  'By what arrangements are counted.',
);
export type ArrangementFacet = keyof typeof ArrangementFacet;

@ObjectType()
export class FacetCount {
  @Field() value!: string;
  @Field(() => Int) count!: number;
}

@ObjectType()
export class FacetCounts {
  @Field(() => ArrangementFacet) facet!: ArrangementFacet;
  @Field(() => [FacetCount], { description: 'Most frequent first' }) values!: FacetCount[];
}
