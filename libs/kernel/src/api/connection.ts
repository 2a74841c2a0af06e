import type { Type } from '@nestjs/common';
import { Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { AsOfUsed } from './as-of.js';

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
  static of<T>(found: { cursor: string; node: T }[], first: number, asOf: AsOfUsed, count: () => Promise<number>): Page<T> {
    const edges = found.slice(0, first);
    return new Page(edges, { hasNextPage: found.length > first, endCursor: edges.at(-1)?.cursor ?? null }, asOf, count);
  }
}

/** The Relay connection of a type, and the resolver of its count, to be provided beside it. */
export function connectionOf<T extends object>(name: string, node: () => Type<T>): { Connection: Type<Page<T>>; ConnectionResolver: Type } {
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

/** A cursor holds the place and the size of the log that it belongs to, so that pages do not shift. */
export const encodeCursor = (parts: readonly (string | number | null)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor; undefined for text that is none of ours. */
export function decodeCursor(cursor: string): (string | number | null)[] | undefined {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
    return Array.isArray(parts) ? (parts as (string | number | null)[]) : undefined;
  } catch {
    return undefined;
  }
}
