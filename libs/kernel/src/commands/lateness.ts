import { add, latest } from '../shapes/partial-date.js';
import { Role } from './actor.js';
import type { Context } from './decider.js';
import type { Effective } from './provenance.js';
import { refuse, type Refusal } from './refusal.js';

/** Days after which a record of one's own act is late, and says why. */
const LATE_AFTER_DAYS = 90;

/**
 * GEN-05: what took effect long before it is recorded comes with the reason. The secretariat transcribes from sources, and
 * the source is its reason.
 */
export function checkLateness(
  effects: readonly Effective[],
  { today, actor, provenance }: Pick<Context, 'today' | 'actor' | 'provenance'>,
): Refusal | undefined {
  if (provenance.reason || (actor.role === Role.SECRETARIAT && provenance.sources?.length)) return undefined;
  const since = add(today, { days: -LATE_AFTER_DAYS });
  const late = effects.find(({ from }) => from !== undefined && latest(from) < since);
  return (
    late &&
    refuse(
      'GEN-05',
      'BACKDATE_REASON_REQUIRED',
      `It took effect on ${late.from}, more than ${LATE_AFTER_DAYS} days ago: say in provenance.reason why it is recorded only now.`,
      { effectiveFrom: late.from!, today, days: LATE_AFTER_DAYS },
    )
  );
}
