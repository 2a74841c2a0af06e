import { commandsOf, type PlainDate } from '#kernel';

/** A sample as it was drawn. It is one event, and never changes. */
export interface Sample {
  seq: number;
  on: PlainDate;
  purpose: string;
  query: string;
  knownSize: number;
  population: string[];
  seed: string;
  seedFrom: string;
  count: number;
  drawn: string[];
}

export const { opens } = commandsOf<Sample>();
