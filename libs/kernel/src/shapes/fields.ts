import { applyDecorators } from './apply.js';
import { Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { GraphQLScalarType } from 'graphql';
import { Type as Nest } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isPartialDate, isPlainDate } from './partial-date.js';
import { PartialDateScalar, PlainDateScalar, SeqScalar } from './scalars.js';
import { markSealed } from './sealed.js';

/**
 * One declaration per shape (ADR 0001): each decorator below gives a property its GraphQL field, its check at the
 * edge, and through both its frozen JSON Schema.
 */
interface Common {
  description?: string;
  optional?: boolean;
  list?: boolean;
  /** At most this many entries of a list. */
  max?: number;
}

const listOf = <T>(type: T, list?: boolean) => (list ? [type] : type);

function field(graphql: () => unknown, { description, optional, list, max }: Common, checks: PropertyDecorator[]) {
  return applyDecorators(
    Field(graphql as () => typeof String, { description, nullable: optional ?? false }),
    ...(optional ? [IsOptional()] : []),
    ...(list ? [IsArray(), ArrayMaxSize(max ?? 500)] : []),
    ...checks,
  );
}

/** Free or formal text of at most `length` characters. `sealed`: may hold names, so it is stored apart and can be erased. */
export function TextField(options: Common & { length?: number; sealed?: boolean } = {}) {
  const each = options.list;
  return applyDecorators(
    field(() => listOf(String, each), options, [
      IsString({ each }),
      IsNotEmpty({ each }),
      MaxLength(options.length ?? 2000, { each }),
    ]),
    ...(options.sealed ? [markSealed] : []),
  );
}

/** Text of a fixed pattern, with the sentence that tells what is expected. */
export function CodeField(pattern: RegExp, expected: string, options: Common = {}) {
  const each = options.list;
  return field(() => listOf(String, each), options, [Matches(pattern, { each, message: `must be ${expected}` })]);
}

/** The id of a registered thing of that kind, e.g. `party-de`: the name of its stream. */
export function IdField(kind: string, options: Common = {}) {
  const each = options.list;
  const pattern = new RegExp(`^${kind}-[a-z0-9][a-z0-9-]{0,99}$`);
  return field(() => listOf(ID, each), options, [
    Matches(pattern, { each, message: `must be an id like ${kind}-xyz (lower-case letters, digits and hyphens)` }),
  ]);
}

/** The name of a part within one arrangement, quota or commitment, e.g. `protocol-g`. */
export function KeyField(options: Common = {}) {
  const each = options.list;
  return field(() => listOf(ID, each), options, [
    Matches(/^[a-z0-9][a-z0-9.-]{0,79}$/, {
      each,
      message: 'must be a short name of lower-case letters, digits, dots and hyphens',
    }),
  ]);
}

/** A whole number; `min` is 0 unless told. */
export function CountField(options: Common & { min?: number } = {}) {
  return field(() => Int, options, [IsInt(), Min(options.min ?? 0), Max(2_147_483_647)]);
}

/** A decimal number, e.g. a percentage. */
export function NumberField(options: Common & { min?: number; most?: number } = {}) {
  return field(() => Float, options, [
    IsNumber({ allowNaN: false, allowInfinity: false }),
    ...(options.min === undefined ? [] : [Min(options.min)]),
    ...(options.most === undefined ? [] : [Max(options.most)]),
  ]);
}

export function FlagField(options: Common = {}) {
  return field(() => Boolean, options, [IsBoolean()]);
}

/** A position in the log: an integer of at most 53 bits. */
export function SeqField(options: Common = {}) {
  return field(() => listOf(SeqScalar, options.list), options, [
    IsInt({ each: options.list }),
    Min(0, { each: options.list }),
  ]);
}

const checkedBy = (name: string, validate: (value: unknown) => boolean, expected: string) =>
  ValidateBy({ name, validator: { validate, defaultMessage: () => `must be ${expected}` } });

/** A date as its source states it, to the day, the month or the year (GEN-08). */
export function PartialDateField(options: Common = {}) {
  return field(() => PartialDateScalar, options, [
    checkedBy('isPartialDate', isPartialDate, 'a real date: YYYY-MM-DD, YYYY-MM or YYYY'),
  ]);
}

/** A date known to the day. */
export function PlainDateField(options: Common = {}) {
  return field(() => PlainDateScalar, options, [checkedBy('isPlainDate', isPlainDate, 'a real date: YYYY-MM-DD')]);
}

/** A choice among named values. `values` is an object whose keys equal its values, registered by {@link choices}. */
export function ChoiceField(values: () => Record<string, string>, options: Common = {}) {
  const each = options.list;
  return field(() => listOf(values(), each), options, [IsIn(Object.values(values()), { each })]);
}

/** Declares named values once: as TypeScript union, GraphQL enum and check. `choices('Track', { HOME: 'stays at home' })`. */
export function choices<const T extends Record<string, string>>(
  name: string,
  described: T,
  description?: string,
): { readonly [K in keyof T]: K & string } {
  const values = Object.fromEntries(Object.keys(described).map((key) => [key, key])) as { [K in keyof T]: K & string };
  registerEnumType<Record<string, string>>(values, {
    name,
    description,
    valuesMap: Object.fromEntries(Object.entries(described).map(([key, text]) => [key, { description: text }])),
  });
  return values;
}

/** A nested shape, or a list of them. */
export function ShapeField(shape: () => new () => object, options: Common = {}) {
  const each = options.list;
  return applyDecorators(
    field(() => listOf(shape(), each), options, [IsObject({ each }), ValidateNested({ each })]),
    Nest(shape),
  );
}

/** A shape that is both input and output: `name` in answers, `nameInput` in questions. */
export function Shape(name: string, description?: string): ClassDecorator {
  return applyDecorators(
    ObjectType(name, { description }),
    InputType(`${name}Input`, { description }),
  ) as ClassDecorator;
}

/** Exactly one of its fields is given (a tagged union): `nameInput` is `@oneOf`. */
export function OneOfShape(name: string, description?: string): ClassDecorator {
  return applyDecorators(
    ObjectType(name, { description }),
    InputType(`${name}Input`, { description, isOneOf: true }),
  ) as ClassDecorator;
}

/** The scalar behind a field, for answers that are no inputs. */
export type Scalar = GraphQLScalarType;
