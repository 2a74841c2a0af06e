import {
  choices,
  commandsOf,
  type PartialDate,
  type PlainDate,
  type Qualifier,
  type Stated,
  statedOn,
  latest,
} from '#kernel';
import type { StateDemand } from './state-demand.js';

export const DemandSide = choices(
  'DemandSide',
  { EMPLOYER: 'One employer.', SECTOR: 'A sector, or a federation for it.', STATE: 'A state, or an agency of it.' },
  'Who states a demand for skills.',
);
export type DemandSide = keyof typeof DemandSide;

/** A demand for skills, as who states it states it, with each number that it had. */
export interface Demand extends Omit<StateDemand, 'demand' | 'number' | 'qualifier'> {
  seq: number;
  numbers: Stated<{ number: number; qualifier?: Qualifier; why?: string }>[];
  withdrawn?: { seq: number; on: PartialDate; why: string };
}

export const { opens, on } = commandsOf<Demand>();

/** The number that is demanded on a day, and the event that states it; undefined once withdrawn. */
export const demandOn = ({ numbers, withdrawn }: Demand, day: PlainDate): Demand['numbers'][number] | undefined =>
  withdrawn && latest(withdrawn.on) <= day ? undefined : statedOn(numbers, day);
