import { ChoiceField, choices, CodeField, IdField, Shape, TextField } from '#kernel';

export const Kind = choices(
  'ArrangementKind',
  {
    BILATERAL: 'Two sides; each may have several signatories.',
    MULTILATERAL: 'Three or more parties, or one hub and its spokes.',
  },
  'How many sides an arrangement has (PTY-01, PTY-02).',
);
export type Kind = keyof typeof Kind;

export const Level = choices('Level', {
  LOCAL: 'Between sub-national units, agencies or projects of one place.',
  NATIONAL: 'Between states.',
  SUB_REGIONAL: 'Within a part of a region.',
  REGIONAL: 'Within a region, or between regions.',
  GLOBAL: 'Open to states of all regions.',
});
export type Level = keyof typeof Level;

export const InstrumentType = choices(
  'InstrumentType',
  {
    TREATY: 'A treaty or agreement between states, whatever it is called (VCLT art. 2(1)(a)).',
    AGREEMENT: 'An agreement whose nature under international law is not established here.',
    FRAMEWORK_AGREEMENT: 'An umbrella text whose protocols carry sectors and numbers.',
    PROTOCOL: 'A protocol to a framework or an earlier text.',
    MEMORANDUM_OF_UNDERSTANDING: 'A memorandum of understanding, mostly not binding.',
    MEMORANDUM_OF_COOPERATION: 'A memorandum of cooperation, mostly not binding.',
    INTER_AGENCY_AGREEMENT: 'An agreement or understanding between agencies.',
    EXCHANGE_OF_NOTES: 'Notes or letters exchanged.',
    MUTUAL_RECOGNITION_ARRANGEMENT: 'Recognition of qualifications or registration.',
    SKILLS_PARTNERSHIP: 'Skills development or recognition joined to mobility.',
    POLICY_WITH_UNDERSTANDINGS: 'A unilateral policy with understandings beside it.',
    POLITICAL_PARTNERSHIP: 'A political partnership with a roadmap.',
  },
  'What instrument carries the arrangement; its wording is kept apart.',
);
export type InstrumentType = keyof typeof InstrumentType;

export const Bindingness = choices('Bindingness', {
  BINDING: 'Binding under international law.',
  NON_BINDING: 'Not binding under international law.',
  UNKNOWN: 'Not established.',
});
export type Bindingness = keyof typeof Bindingness;

export const PartyRole = choices('PartyRole', {
  ORIGIN: 'Workers or trainees come from it.',
  DESTINATION: 'Workers or trainees go to it.',
  BOTH: 'Both, as in free movement.',
  TRANSIT: 'They pass through it.',
  FUNDER: 'Pays.',
  IMPLEMENTER: 'Carries it out.',
  DEPOSITARY: 'Keeps the original.',
  PROVIDER: 'Trains.',
});
export type PartyRole = keyof typeof PartyRole;

export const SkillLevel = choices('SkillLevel', {
  LOW: 'ISCO-08 skill level 1.',
  MEDIUM: 'ISCO-08 skill level 2.',
  HIGH: 'ISCO-08 skill levels 3 and 4.',
});
export type SkillLevel = keyof typeof SkillLevel;

@Shape('ArrangementPartyEntry', 'A party and its part in the arrangement.')
export class ArrangementParty {
  @IdField('party') party!: string;
  @ChoiceField(() => PartyRole) role!: PartyRole;
  @TextField({ sealed: true, optional: true, length: 500, description: 'Ministry, agency or body that signs for it' })
  signatory?: string;
  @TextField({ sealed: true, optional: true, length: 500 }) note?: string;
}

@Shape('ArrangementScope', 'Whom an arrangement covers.')
export class Scope {
  @TextField({ list: true, length: 200, description: 'Sectors in plain words, lower case' }) sectors!: string[];
  @ChoiceField(() => SkillLevel, { list: true }) skillLevels!: SkillLevel[];

  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', {
    list: true,
    description: 'ISCO-08 groups, one to four digits',
  })
  occupations!: string[];

  @TextField({ optional: true, length: 500, description: 'How the occupations were found, e.g. mapped by an analyst' })
  occupationsBasis?: string;
}
