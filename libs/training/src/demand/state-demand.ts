import { isIscoCode } from '#arrangements';
import {
  anySpeaker,
  before,
  checkAmong,
  ChoiceField,
  chosen,
  CodeField,
  type Context,
  CountField,
  event,
  IdField,
  PartialDateField,
  type Qualifier,
  refuse,
  type Refusal,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { partyDecider } from '#parties';
import { InputType } from '@nestjs/graphql';
import { bodyInWords, QualifierField, TrainingBody } from '../terms.js';
import { DemandSide, opens } from './demand.js';

@Shape('DemandPeriod', 'When the people are needed: from the first day to the last.')
export class DemandPeriod {
  @PartialDateField({ description: 'The first day, month or year' }) from!: string;
  @PartialDateField({ description: 'The last day, month or year' }) until!: string;
}

@InputType({ description: 'How many people with which skill are needed, where and when, as one side states it.' })
export class StateDemand {
  @IdField('demand', { description: 'The demand' }) demand!: string;
  @ChoiceField(() => DemandSide, { description: 'An employer, a sector or a state' }) side!: DemandSide;
  @ShapeField(() => TrainingBody, { description: 'Who states it' }) statedBy!: TrainingBody;
  @CodeField(/^\d{1,4}$/, 'an ISCO-08 code of one to four digits', { description: 'ISCO-08 group of the occupation' })
  isco!: string;
  @TextField({ list: true, optional: true, length: 200, description: 'Skills in words, or as ESCO names them' })
  skills?: string[];
  @IdField('party', { description: 'Where the work is' }) destination!: string;
  @IdField('party', { optional: true, description: 'From where people are sought; absent: from anywhere' })
  origin?: string;
  @ShapeField(() => DemandPeriod, { description: 'When they are needed' }) period!: DemandPeriod;
  @CountField({ min: 1, description: 'How many persons' }) number!: number;
  @QualifierField() qualifier?: Qualifier;
  @TextField({ optional: true, length: 500, description: 'How the number was found, e.g. by a survey of employers' })
  method?: string;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const demandStated = event(
  'DemandStated',
  StateDemand,
  (d) =>
    `${bodyInWords(d.statedBy)} states a demand for ${d.number} of ISCO-08 ${d.isco} in ${d.destination}, ${d.period.from} to ${d.period.until}`,
);

export const stateDemand = opens(StateDemand, {
  describes:
    'Records a demand for skills as an employer, a sector or a state states it, by occupation, place and time.',
  records: [demandStated],
  mandate: anySpeaker,
  reads: (data) => partiesOf(data),
  decide: (data, _, context) => checkDemand(data, context) ?? demandStated(data),
  evolve: {
    DemandStated: (_, { demand: _id, number, qualifier, ...stated }, { seq }) => ({
      ...stated,
      seq,
      numbers: [{ seq, value: { number, qualifier } }],
    }),
  },
});

const partiesOf = ({ statedBy, destination, origin }: StateDemand): string[] =>
  [...new Set([statedBy.party, destination, origin])].filter((party) => party !== undefined);

/** IND-01, PTY-03, QUO-15 and GEN-09: a body, a place, an occupation and a period, as the register knows them. */
function checkDemand(data: StateDemand, context: Context): Refusal | undefined {
  const { statedBy, period, isco, destination, origin } = data;
  if (!chosen(statedBy) || statedBy.toBeNamed)
    return refuse(
      'IND-01',
      'BODY_UNCLEAR',
      'A demand is stated by somebody: a registered party, or a body by its name.',
      {
        given: Object.keys(statedBy),
      },
    );
  const unknown = partiesOf(data).find((party) => !context.other(partyDecider, party));
  if (unknown)
    return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${unknown} is not registered as a party: register it first.`, {
      party: unknown,
    });
  if (!isIscoCode(isco))
    return refuse('QUO-15', 'UNKNOWN_OCCUPATION', `${isco} is not a group of ISCO-08.`, { code: isco });
  if (before(period.until, period.from))
    return refuse(
      'IND-01',
      'INDICATOR_TYPE',
      `A period does not end on ${period.until} before it begins on ${period.from}.`,
      {
        from: period.from,
        until: period.until,
      },
    );
  return checkAmong(context.actor, [destination, ...(origin === undefined ? [] : [origin])]);
}
