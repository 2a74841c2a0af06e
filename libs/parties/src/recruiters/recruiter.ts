import { commandsOf, type PartialDate, type PlainDate, refuse, type Refusal } from '#kernel';
import type { AppealRoute } from '../permissions/appeal-route.js';
import { type Lasting, mayHold, surelyHolds } from '../permissions/until.js';

/** A licence rests for a time. */
export interface LicenceSuspension extends Lasting {
  seq: number;
  suspension: string;
  ground: string;
  appeal: AppealRoute;
  ended?: { seq: number; on: PartialDate; ground: string };
}

/** The permission of one jurisdiction to recruit: of an origin for its workers, of a destination for its employers. */
export interface Licence extends Lasting {
  seq: number;
  licence: string;
  jurisdiction: string;
  by: string;
  number?: string;
  suspensions: LicenceSuspension[];
  ended?: { seq: number; on: PartialDate; ground: string; appeal: AppealRoute };
}

/** A certificate of good practice, e.g. IRIS: it comes on top of a licence and stands for none. */
export interface Certificate {
  seq: number;
  certificate: string;
  scheme: string;
  issuer: string;
  from: PartialDate;
  /** Absent where its source does not tell when it expires. */
  lastDay?: PartialDate;
  ended?: { seq: number; on: PartialDate; ground: string };
}

/** A text makes an employer answer for what this recruiter does, or the other way round (EMP-05). */
export interface JointLiability {
  seq: number;
  liability: string;
  employer: string;
  arrangement?: string;
  clause?: string;
  law?: string;
  from: PartialDate;
  lastDay?: PartialDate;
}

/** A recruiter as registered, with its licences and what comes on top. */
export interface Recruiter {
  seq: number;
  name: string;
  country: string;
  party?: string;
  licences: Licence[];
  certificates: Certificate[];
  liabilities: JointLiability[];
}

export const { opens, on } = commandsOf<Recruiter>();

/** EMP-04: the licence of a jurisdiction that surely holds on a day and does not rest; undefined where none is on record. */
export const licenceOn = (recruiter: Recruiter, jurisdiction: string, day: PlainDate): Licence | undefined =>
  recruiter.licences.find((licence) => licence.jurisdiction === jurisdiction && licenceHolds(licence, day));

export const licenceHolds = (licence: Licence, day: PlainDate): boolean =>
  surelyHolds(licence, day) && !licence.suspensions.some((suspension) => mayHold(suspension, day));

/** Whether a certificate holds on a day; undefined where nobody says when it expires. A certificate licenses nobody (EMP-04). */
export function certificateHolds({ from, lastDay, ended }: Certificate, day: PlainDate): boolean | undefined {
  const holds = surelyHolds({ from, until: { lastDay }, ended }, day);
  return holds && lastDay === undefined ? undefined : holds;
}

/** EMP-05: with which employers a text makes a recruiter jointly liable on a day. */
export const liabilitiesOn = (recruiter: Recruiter, day: PlainDate): JointLiability[] =>
  recruiter.liabilities.filter(({ from, lastDay }) => mayHold({ from, until: { lastDay } }, day));

/**
 * EMP-04: why a recruiter recruits nobody on a day: it has no valid licence in one of these jurisdictions, the origin and,
 * where it asks for one, the destination. Undefined where it has.
 */
export function checkLicensed(
  id: string,
  recruiter: Recruiter,
  jurisdictions: readonly string[],
  day: PlainDate,
): Refusal | undefined {
  const without = jurisdictions.find((jurisdiction) => !licenceOn(recruiter, jurisdiction, day));
  return without === undefined
    ? undefined
    : refuse('EMP-04', 'RECRUITER_UNLICENSED', `${id} has no licence of ${without} on record that holds on ${day}.`, {
        recruiter: id,
        jurisdiction: without,
        on: day,
      });
}
