import type { Actor } from './actor.js';
import { Role } from './actor.js';
import type { Provenance } from './provenance.js';
import { refuse, type Refusal } from './refusal.js';

/** Who may issue a command (GEN-09): the named roles, and, where it is the act of parties, only for those parties (GEN-10). */
export interface Mandate<D = unknown> {
  roles: readonly Role[];
  /** The parties whose act this is. */
  actOf?: (data: D) => readonly string[];
  /** The parties of which one must be the actor's own, where no single act is meant (e.g. registering an arrangement). */
  among?: (data: D) => readonly string[];
}

const REGISTRARS: readonly Role[] = [Role.GOVERNMENT, Role.SECRETARIAT, Role.DEPOSITARY];

/** The act of one or more parties: each party's government for itself, the depositary, or the secretariat from a source. */
export const actOf = <D>(parties: (data: D) => readonly string[]): Mandate<D> => ({
  roles: REGISTRARS,
  actOf: parties,
});

/** Any of the parties to it, the depositary, or the secretariat. */
export const registrars = <D = unknown>(among?: (data: D) => readonly string[]): Mandate<D> => ({
  roles: REGISTRARS,
  among,
});

/** Anyone who speaks in the registry: governments, unions, employers, the depositary, the secretariat. */
export const anySpeaker: Mandate = {
  roles: [Role.GOVERNMENT, Role.SECRETARIAT, Role.DEPOSITARY, Role.UNION, Role.EMPLOYER],
};

/**
 * GEN-09 and GEN-10, checked before any state is read. The secretariat records a party's act only as a transcription
 * from a named source; a government records its own party's acts and nobody else's.
 */
export function checkMandate<D>(
  mandate: Mandate<D>,
  actor: Actor,
  data: D,
  provenance: Provenance,
): Refusal | undefined {
  if (!mandate.roles.includes(actor.role))
    return refuse(
      'GEN-09',
      'NOT_MANDATED',
      `The role ${actor.role} may not do this; ${mandate.roles.join(', ')} may.`,
      {
        role: actor.role,
        mandated: mandate.roles,
      },
    );
  const parties = mandate.actOf?.(data);
  if (actor.role === Role.GOVERNMENT) {
    const own = actor.onBehalfOf;
    const other = parties?.find((party) => party !== own);
    if (other !== undefined)
      return refuse(
        'GEN-10',
        'NOT_MANDATED',
        `${own ?? 'The actor'} cannot record the act of ${other}: only ${other} itself, or the depositary, can.`,
        {
          actingFor: own ?? null,
          actOf: other,
        },
      );
    const among = mandate.among?.(data);
    const stranger = among && checkAmong(actor, among);
    if (stranger) return stranger;
  }
  if (actor.role === Role.SECRETARIAT && parties && !provenance.sources?.length)
    return refuse(
      'GEN-10',
      'NOT_MANDATED',
      'The secretariat records the act of a party only from a source: name it in provenance.sources.',
      {
        actOf: parties,
      },
    );
  return undefined;
}

/** GEN-09, where the parties concerned are known from a state only: a government speaks on its own matters. */
export function checkAmong({ role, onBehalfOf: own }: Actor, parties: readonly string[]): Refusal | undefined {
  if (role !== Role.GOVERNMENT || (own !== undefined && parties.includes(own))) return undefined;
  return refuse(
    'GEN-09',
    'NOT_MANDATED',
    `${own ?? 'The actor'} is not one of the parties concerned: ${parties.join(', ')}.`,
    {
      actingFor: own ?? null,
      parties,
    },
  );
}
