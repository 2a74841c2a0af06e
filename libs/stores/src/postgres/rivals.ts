import { agrees, type Append, kindOf } from '#kernel';
import type pg from 'pg';

/** Whether a stream began since the decision that should have known it; see {@link Append.alone}. */
export async function hasRival(client: pg.PoolClient | pg.Pool, { stream, alone }: Append): Promise<boolean> {
  if (!alone) return false;
  const { rows } = await client.query<{ body: string }>({
    name: 'begun-since',
    text: `select convert_from(body, 'UTF8') as body from registry.event_log where kind = $1 and seq >= $2 and version = 1 and stream <> $3`,
    values: [kindOf(stream), alone.size, stream],
  });
  return rows.some(({ body }) => opensAlike(body, alone.equals));
}

/** Whether another append of one flush opens a stream that this one should have known. */
export const isRival = ({ stream, alone }: Append, other: Append): boolean =>
  alone !== undefined &&
  kindOf(other.stream) === kindOf(stream) &&
  opensAlike(other.events[0]!.body.value.toString(), alone.equals);

const opensAlike = (body: string, equals: Readonly<Record<string, string>>): boolean =>
  agrees((JSON.parse(body) as { data: object }).data, equals);
