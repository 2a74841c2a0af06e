import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { isPlainDate } from '../shapes/partial-date.js';
import { SeqScalar } from '../shapes/scalars.js';
import { AsOf, AsOfUsed } from './as-of.js';
import { BadQuestion } from './bad-question.js';

@ObjectType()
export class PageInfo {
  @Field() hasNextPage!: boolean;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

/** One page as a resolver makes it. `count` runs only when the reader selects `totalCount`. */
export class Page<T> {
  readonly nodes: T[];

  constructor(
    readonly edges: { cursor: string; node: T }[],
    readonly pageInfo: PageInfo,
    readonly asOf: AsOfUsed,
    readonly count: () => Promise<number>,
  ) {
    this.nodes = edges.map((edge) => edge.node);
  }

  /** A page of `first` nodes from a list that was read one longer than that. */
  static of<T>(
    found: { cursor: string; node: T }[],
    first: number,
    asOf: AsOfUsed,
    count: () => Promise<number>,
  ): Page<T> {
    const edges = found.slice(0, first);
    return new Page(edges, { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null }, asOf, count);
  }
}

/** The Relay connection of a type, and the resolver of its count, to be provided beside it. */
export function connectionOf<T extends object>(
  name: string,
  node: () => Type<T>,
): { Connection: Type<Page<T>>; ConnectionResolver: Type } {
  @ObjectType(`${name}Edge`)
  class Edge {
    @Field() cursor!: string;
    @Field(node) node!: T;
  }
  @ObjectType(`${name}Connection`)
  class Connection {
    @Field(() => [Edge]) edges!: Edge[];
    @Field(() => [node()], { description: 'The nodes of the edges' }) nodes!: T[];
    @Field(() => PageInfo) pageInfo!: PageInfo;
    @Field(() => AsOfUsed) asOf!: AsOfUsed;
  }
  @Resolver(() => Connection)
  class ConnectionResolver {
    @ResolveField(() => Int, { description: 'How many there are in all; costs a count.' })
    totalCount(@Parent() page: Page<T>): Promise<number> {
      return page.count();
    }
  }
  Object.defineProperty(ConnectionResolver, 'name', { value: `${name}ConnectionResolver` });
  return { Connection: Connection as unknown as Type<Page<T>>, ConnectionResolver };
}

/** The arguments of every connection. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { description: 'How many, 1 to 100' }) first!: number;
  @Field(() => String, {
    nullable: true,
    description: 'endCursor of the page before; it keeps its dates, so pages do not shift',
  })
  after?: string | null;
  @Field(() => AsOf, {
    nullable: true,
    description: 'In force on one date, as known on another; today and now unless told',
  })
  asOf?: AsOf | null;
  @Field(() => SeqScalar, {
    nullable: true,
    description: 'Wait until this event is visible, to read your own write (at most 2 s)',
  })
  atLeast?: number | null;
}

/** A place in a list: the order value and id of a row, and the dates that the list was asked for. */
export interface ListPlace {
  key: string;
  id: string;
  asOf: Pick<AsOfUsed, 'effectiveOn' | 'knownSize'>;
}

export const encodeCursor = ({ key, id, asOf }: ListPlace): string =>
  Buffer.from(JSON.stringify([key, id, asOf.effectiveOn, asOf.knownSize])).toString('base64url');

/** Reads a cursor; anything that is none of ours is a {@link BadQuestion}. */
export function decodeCursor(cursor: string): ListPlace {
  try {
    const [key, id, effectiveOn, knownSize] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as [
      string,
      string,
      string,
      number,
    ];
    if (
      typeof key === 'string' &&
      typeof id === 'string' &&
      isPlainDate(effectiveOn) &&
      Number.isSafeInteger(knownSize)
    )
      return { key, id, asOf: { effectiveOn, knownSize } };
  } catch {
    // Falls through to the answer below.
  }
  throw new BadQuestion(
    `after: ${JSON.stringify(cursor.slice(0, 80))} is no cursor of this registry: take endCursor of the page before.`,
  );
}

/** Checks the arguments of a connection; the dates of a cursor hold where no others are asked for. */
export function pageOf({ first, after, asOf }: PageArgs): { first: number; after?: ListPlace; asOf?: AsOf | null } {
  if (!Number.isInteger(first) || first < 1 || first > 100)
    throw new BadQuestion(`first: ${first} is not from 1 to 100.`);
  const place = after ? decodeCursor(after) : undefined;
  return { first, after: place, asOf: asOf ?? place?.asOf };
}
