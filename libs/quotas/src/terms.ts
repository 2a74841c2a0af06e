import {
  ChoiceField,
  choices,
  CodeField,
  CountField,
  FlagField,
  IdField,
  NumberField,
  OneOfShape,
  PartialDateField,
  Qualifier,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';

export const QuotaKind = choices(
  'QuotaKind',
  {
    CEILING: 'An upper limit set in advance.',
    TARGET: 'A number planned or promised, not a limit.',
    FLOOR: 'A number or share that must be reached.',
  },
  'What a number set in advance means. Observed numbers are figures, not quotas.',
);
export type QuotaKind = keyof typeof QuotaKind;

export const FigureKind = choices(
  'FigureKind',
  {
    ACTUAL: 'A flow: admitted, placed or issued within a period.',
    STOCK: 'Present at a date.',
  },
  'What an observed number counts. Stock and flow are never added (QUO-18).',
);
export type FigureKind = keyof typeof FigureKind;

export const QuotaUnit = choices('QuotaUnit', {
  PERSONS: 'Workers or trainees.',
  VISAS: 'Visas or permits.',
  CONTRACTS: 'Contracts.',
  FILES: 'Applications.',
});
export type QuotaUnit = keyof typeof QuotaUnit;

export const QuotaGround = choices(
  'QuotaGround',
  {
    ARRANGEMENT: 'The arrangement, or an act under it.',
    NATIONAL_DECISION: 'One state by itself, for this and other partners, e.g. a yearly cap for all origins.',
    PRECEDING_PROGRAMME: 'An earlier programme that the arrangement continues.',
    PILOT: 'A pilot, declared before entry into force.',
  },
  'On what a quota stands; only the first one needs the arrangement to be in force (ARR-08).',
);
export type QuotaGround = keyof typeof QuotaGround;

@OneOfShape('QuotaNumber', 'A number of places, or why there is none; exactly one (QUO-02).')
export class QuotaNumber {
  @CountField({ optional: true, description: 'So many' }) limited?: number;
  @FlagField({ optional: true, description: 'The act says that no quota applies' }) none?: boolean;
  @FlagField({ optional: true, description: 'Expressly without limit' }) unlimited?: boolean;
  @FlagField({ optional: true, description: 'Left to a decision each year' }) toBeSetYearly?: boolean;
}

@Shape('FigureShare', 'A share of a stated whole, where the source does not give the number itself.')
export class FigureShare {
  @NumberField({ min: 0, most: 100 }) percent!: number;
  @CountField({ min: 1 }) of!: number;
}

@OneOfShape('FigureNumber', 'An observed number, or what is known in its place; exactly one.')
export class FigureNumber {
  @CountField({ optional: true }) counted?: number;
  @ShapeField(() => FigureShare, { optional: true }) share?: FigureShare;
  @FlagField({ optional: true, description: 'The source gives no number' }) notStated?: boolean;
}

@Shape(
  'QuotaPeriod',
  'The period as its source names it: a season, a fiscal year, a cohort. Dates only where they are stated.',
)
export class QuotaPeriod {
  @TextField({ length: 200, description: 'e.g. 2020/21' }) label!: string;
  @PartialDateField({ optional: true, description: 'First day' }) from?: string;
  @PartialDateField({ optional: true, description: 'Last day' }) to?: string;
}

@Shape(
  'QuotaScope',
  'Whom a number counts: in words, and as far as it is known as codes. An empty list excludes nobody.',
)
export class QuotaScope {
  @TextField({ sealed: true, length: 1000, description: 'In words, as the source puts it' }) description!: string;
  @IdField('party', { list: true }) origins!: string[];
  @IdField('party', { optional: true }) destination?: string;
  @TextField({ list: true, length: 200, description: 'Sectors in plain words, lower case' }) sectors!: string[];

  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', { list: true, description: 'ISCO-08 groups' })
  occupations!: string[];

  @TextField({ optional: true, length: 500, description: 'Which employers, where not all' }) employers?: string;
}

export const QualifierField = () => ChoiceField(() => Qualifier, { optional: true, description: 'EXACT unless told' });

/** `5000`, `about 100`, `no quota`, `13 % of 25767`: for sentences. */
export function inWords({ limited, none, unlimited }: QuotaNumber, qualifier?: Qualifier): string {
  if (limited !== undefined) return `${PREFIX[qualifier ?? 'EXACT']}${limited}`;
  return none ? 'no quota' : unlimited ? 'unlimited' : 'to be set yearly';
}

export function figureInWords({ counted, share }: FigureNumber, qualifier?: Qualifier): string {
  if (counted !== undefined) return `${PREFIX[qualifier ?? 'EXACT']}${counted}`;
  return share ? `${share.percent} % of ${share.of}` : 'a number that is not stated';
}

const PREFIX: Record<Qualifier, string> = {
  EXACT: '',
  ABOUT: 'about ',
  AT_LEAST: 'at least ',
  MORE_THAN: 'more than ',
};
