/**
 * The one field of a tagged union that is given; undefined where none or several are. A flag is given when it is true.
 * GraphQL checks `@oneOf` by itself; rows of an import come another way.
 */
export function chosen<T extends object>(union: T): (keyof T & string) | undefined {
  const given = Object.entries(union).filter(([, value]) => value !== undefined && value !== null && value !== false);
  return given.length === 1 ? (given[0]![0] as keyof T & string) : undefined;
}
