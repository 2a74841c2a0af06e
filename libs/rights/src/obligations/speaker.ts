import { type Actor, choices, type Context, refuse, type Refusal, Role } from '#kernel';
import type { Speaker } from '../evaluation/facts.js';
import { latestTerms, type ObligationRecord } from './record.js';

export const Capacity = choices(
  'Capacity',
  {
    INSPECTION: 'A labour inspectorate, on its own finding.',
    COURT: 'A court or tribunal.',
    JOINT_COMMITTEE: 'The joint committee.',
    AUDIT: 'An auditor that depends on neither side.',
  },
  'In which independent capacity something is said (IND-02).',
);
export type Capacity = keyof typeof Capacity;

/** What tells who speaks: in which capacity, and, where the secretariat transcribes, for which party. */
export interface Said {
  capacity?: Capacity;
  saidBy?: string;
}

/** IND-02: how whoever speaks stands to the duty. A union speaks for those who benefit, on the other side of the one bound. */
export function speakerOf({ capacity, saidBy }: Said, record: ObligationRecord, { role, onBehalfOf }: Actor): Speaker {
  if (capacity) return 'INDEPENDENT';
  const { bearers, counterparties } = latestTerms(record);
  if (role === Role.EMPLOYER) return bearers.some(isOfEmployers) ? 'BEARER' : 'OTHER';
  if (role === Role.UNION) return 'COUNTERPARTY';
  const party = role === Role.GOVERNMENT ? onBehalfOf : saidBy;
  if (party === undefined) return 'OTHER';
  if (bearers.some((bearer) => bearer.party === party)) return 'BEARER';
  return counterparties.includes(party) ? 'COUNTERPARTY' : 'OTHER';
}

const isOfEmployers = ({ employer, everyone }: { employer?: string; everyone?: { of: string } }) =>
  employer !== undefined || everyone?.of === 'EMPLOYER';

/**
 * IND-02: who is bound does not verify itself. An inspectorate may, where employers are bound and not its own state; unions and
 * employers speak in their own name; what a court or an auditor said, the secretariat transcribes from a source.
 */
export function checkCapacity({ capacity }: Said, record: ObligationRecord, { actor }: Context): Refusal | undefined {
  if (!capacity || actor.role === Role.SECRETARIAT) return undefined;
  const own = latestTerms(record).bearers.some(({ party }) => party !== undefined && party === actor.onBehalfOf);
  if (actor.role === Role.GOVERNMENT && !own && (capacity === 'INSPECTION' || capacity === 'JOINT_COMMITTEE'))
    return undefined;
  return refuse(
    'IND-02',
    'NOT_INDEPENDENT',
    own
      ? `${actor.onBehalfOf} is bound by this duty: what it says of itself is its own word, not ${capacity}.`
      : `${actor.role} does not speak as ${capacity}: the secretariat transcribes what such a body said from a source.`,
    { capacity, role: actor.role, actingFor: actor.onBehalfOf ?? null },
  );
}
