import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isPartialDate, isPlainDate } from './partial-date.js';

const textScalar = (name: string, description: string, valid: (value: unknown) => boolean, expected: string) => {
  const parse = (value: unknown) => {
    if (valid(value)) return value as string;
    throw new GraphQLError(`${JSON.stringify(value)} is not ${expected}`, { extensions: { code: 'BAD_REQUEST' } });
  };
  return new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: (value) => value as string,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
  });
};

export const PartialDateScalar = textScalar(
  'PartialDate',
  'A calendar date as its source states it: YYYY-MM-DD, YYYY-MM or YYYY. What is not known is not made up.',
  isPartialDate,
  'a real date: YYYY-MM-DD, YYYY-MM or YYYY',
);

export const PlainDateScalar = textScalar(
  'Date',
  'A calendar date, YYYY-MM-DD.',
  isPlainDate,
  'a real date: YYYY-MM-DD',
);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && INSTANT.test(value) && !Number.isNaN(Date.parse(value));

export const InstantScalar = textScalar(
  'DateTime',
  'An instant with its offset, e.g. 2026-03-01T12:00:00.000Z.',
  isInstant,
  'an instant such as 2026-03-01T12:00:00Z',
);

const parseSeq = (value: unknown) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new GraphQLError(`${JSON.stringify(value)} is not a position in the log: a whole number from 0`, {
    extensions: { code: 'BAD_REQUEST' },
  });
};

export const SeqScalar = new GraphQLScalarType<number, number>({
  name: 'Seq',
  description: 'A position in the log, or a number of events: a whole number from 0, at most 53 bits.',
  serialize: Number,
  parseValue: parseSeq,
  parseLiteral: (node) => parseSeq(node.kind === Kind.INT ? Number(node.value) : undefined),
});
