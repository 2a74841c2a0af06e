import { SkillLevel } from '#arrangements';
import {
  AgeBand,
  ChoiceField,
  choices,
  CodeField,
  CountedSex,
  CountField,
  FlagField,
  IdField,
  Shape,
  TextField,
} from '#kernel';

/** A region as ISO 3166-2 codes it, e.g. `NZ-BOP`. */
const REGION = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
const OCCUPATION = /^\d{1,4}$/;
const occupation = 'an ISCO-08 code of one to four digits';
const region = 'an ISO 3166-2 code such as NZ-BOP';

@Shape('QuotaSelector', 'Whom a part of a quota counts: who has one of the values of each list that is given.')
export class QuotaSelector {
  @IdField('party', { list: true, optional: true, description: 'From where' }) origins?: string[];
  @CodeField(REGION, region, { list: true, optional: true, description: 'Regions of the destination' })
  regions?: string[];
  @TextField({ list: true, optional: true, length: 200, description: 'Sectors in plain words, lower case' })
  sectors?: string[];
  @CodeField(OCCUPATION, occupation, { list: true, optional: true, description: 'ISCO-08 groups of the job' })
  occupations?: string[];
  @ChoiceField(() => SkillLevel, { list: true, optional: true, description: 'Levels of the job' })
  skillLevels?: SkillLevel[];
  @ChoiceField(() => CountedSex, { list: true, optional: true, description: 'As counted' }) sexes?: CountedSex[];
  @ChoiceField(() => AgeBand, { list: true, optional: true, description: 'Ages in full years' }) ageBands?: AgeBand[];
  @IdField('employer', { list: true, optional: true, description: 'Who employs them' }) employers?: string[];
  @FlagField({ optional: true, description: 'Only those who return, or only those who are new (QUO-18)' })
  returning?: boolean;
}

@Shape('WorkerGroup', 'So many workers who are alike in what counts. Never a person (QUO-14).')
export class WorkerGroup {
  @CountField({ min: 1, description: 'How many' }) number!: number;
  @IdField('party', { description: 'From where' }) origin!: string;
  @CodeField(OCCUPATION, occupation, { description: 'ISCO-08 group of the job' }) occupation!: string;
  @ChoiceField(() => CountedSex, { description: 'UNDISCLOSED where not told' }) sex!: CountedSex;
  @ChoiceField(() => AgeBand, { description: 'UNDISCLOSED where not told' }) ageBand!: AgeBand;
  @TextField({
    optional: true,
    length: 200,
    description: 'Sector in plain words, lower case; absent where the quota is for one',
  })
  sector?: string;
  @CodeField(REGION, region, { optional: true, description: 'Region of the destination' }) region?: string;
  @FlagField({ optional: true, description: 'They were admitted in an earlier period (QUO-18)' }) returning?: boolean;
}

/** What a group counts for, and for whom it works. */
export interface Counted extends WorkerGroup {
  employer?: string;
}

/** Skill level of the job by its major group (ISCO-08): 9 is level 1, 4 to 8 level 2, 1 to 3 above; 0 is mixed. */
export const skillLevelOf = (code: string): SkillLevel | undefined =>
  code[0] === '9' ? 'LOW' : code[0]! >= '4' ? 'MEDIUM' : code[0] === '0' ? undefined : 'HIGH';

/** Whether a group belongs to a part of a quota. What a group does not tell belongs to no part that asks for it. */
export function selects(selector: QuotaSelector, group: Counted): boolean {
  const { origins, regions, sectors, occupations, skillLevels, sexes, ageBands, employers, returning } = selector;
  const level = skillLevelOf(group.occupation);
  return (
    (!origins || origins.includes(group.origin)) &&
    (!regions || (group.region !== undefined && regions.includes(group.region))) &&
    (!sectors || (group.sector !== undefined && sectors.includes(group.sector))) &&
    (!occupations || occupations.some((code) => group.occupation.startsWith(code))) &&
    (!skillLevels || (level !== undefined && skillLevels.includes(level))) &&
    (!sexes || sexes.includes(group.sex)) &&
    (!ageBands || ageBands.includes(group.ageBand)) &&
    (!employers || (group.employer !== undefined && employers.includes(group.employer))) &&
    (returning === undefined || returning === (group.returning ?? false))
  );
}

/** By what a part divides its whole, e.g. `sectors`; parts that divide it by the same are added up (QUO-04). */
export const dimensionOf = (selector: QuotaSelector): string =>
  Object.entries(selector)
    .filter(([, values]) => values !== undefined)
    .map(([name]) => name)
    .sort()
    .join(' and ');

export const Channel = choices(
  'RecruitmentChannel',
  {
    PUBLIC_SERVICE: 'A public employment service of the origin.',
    RECRUITER: 'A licensed recruiter.',
    DIRECT: 'The employer itself.',
    OTHER: 'Another way.',
  },
  'How workers came to be hired (QUO-14).',
);
export type Channel = keyof typeof Channel;
