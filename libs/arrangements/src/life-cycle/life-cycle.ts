import { ChoiceField, choices, type PartialDate, type PlainDate, Shape } from '#kernel';

export const SuspensionScope = choices('SuspensionScope', {
  ALL: 'The whole arrangement.',
  PARTS: 'Named parts or articles.',
  SECTORS: 'Named sectors.',
  DISTRICTS: 'Named districts or regions.',
  EMPLOYERS: 'Named employers.',
});
export type SuspensionScope = keyof typeof SuspensionScope;

export const SuspensionGround = choices('SuspensionGround', {
  CONSENT: 'By consent of the parties (VCLT 57).',
  CLAUSE: 'Under a clause of the text.',
  MATERIAL_BREACH: 'Claimed material breach, with notice (VCLT 60, 65).',
});
export type SuspensionGround = keyof typeof SuspensionGround;

export const Clock = choices(
  'SuspendedClock',
  { TRAINING: 'Due dates of training commitments.', REPORTING: 'Due dates of reports and meetings.' },
  'A time limit that stands still while the arrangement is suspended (ARR-16).',
);
export type Clock = keyof typeof Clock;

export const Transition = choices(
  'Transition',
  {
    CONTINUES: 'It goes on under the new arrangement.',
    RUNS_OUT: 'It is carried to its end under the old one.',
    ENDS: 'It ends with the old one.',
    NOT_STATED: 'Neither text nor source says.',
  },
  'What becomes of something that was open under a replaced arrangement.',
);
export type Transition = keyof typeof Transition;

@Shape('TransitionRule', 'What becomes of what was open under the replaced arrangement (ARR-23).')
export class TransitionRule {
  @ChoiceField(() => Transition, { description: 'Of open quotas' }) quotas!: Transition;
  @ChoiceField(() => Transition, { description: 'Of training commitments' }) training!: Transition;
  @ChoiceField(() => Transition, { description: 'Of pending complaints' }) complaints!: Transition;
}

export const EndGround = choices('EndGround', {
  EXPIRY: 'The term ran out.',
  TERMINATION: 'Ended by the parties or under the text.',
  DENUNCIATION: 'Ended by one side.',
  REPLACEMENT: 'Replaced by a later instrument.',
  COMPLETION: 'A programme that was carried out to its end.',
});
export type EndGround = keyof typeof EndGround;

export const MeasureKind = choices('MeasureKind', {
  DEPLOYMENT_BAN: 'The origin stops departures.',
  INTAKE_STOP: 'The destination stops intake.',
  OTHER: 'Another unilateral measure.',
});
export type MeasureKind = keyof typeof MeasureKind;

export const SuccessionKind = choices('SuccessionKind', {
  REPLACES: 'This arrangement replaces the earlier one.',
  FOLLOWS: 'It follows an earlier one that had ended or was of another kind.',
});
export type SuccessionKind = keyof typeof SuccessionKind;

export const ReportedStatus = choices(
  'ReportedStatus',
  {
    IN_FORCE: 'A source says that it is in force.',
    IN_FORCE_PRESUMED: 'Signed, and nothing known to the contrary.',
    SIGNED_NOT_CONFIRMED: 'Signed; entry into force not confirmed.',
    OPERATING: 'Carried out in practice.',
    EXPIRED: 'Its term has run out.',
    EXPIRED_BUT_APPLIED: 'Expired in law, applied in practice (ARR-13).',
    SUSPENDED: 'Suspended.',
    REPLACED: 'Replaced.',
    TERMINATED: 'Ended.',
    COMPLETED: 'A programme that was carried out to its end.',
  },
  'What a source says of the state of an arrangement. The legal status is computed apart.',
);
export type ReportedStatus = keyof typeof ReportedStatus;

export const OperationKind = choices('OperationKind', {
  FIRST_ADMISSION: 'First workers or trainees were admitted.',
  INTAKE_OPENED: 'Intake opened or resumed.',
  INTAKE_CLOSED: 'Intake was closed.',
  IMPLEMENTING_DECISION: 'The parties decided how to carry it out.',
  OTHER: 'Another step in practice.',
});
export type OperationKind = keyof typeof OperationKind;

export interface Renewal {
  seq: number;
  on: PartialDate;
  until?: PartialDate;
  note?: string;
}

export interface EndStated {
  seq: number;
  on: PartialDate;
  ground: EndGround;
  note?: string;
}

export interface Suspension {
  seq: number;
  suspension: string;
  scope: SuspensionScope;
  detail?: string;
  ground: SuspensionGround;
  from: PartialDate;
  plannedEnd?: PartialDate;
  decidedBy: string[];
  clauses?: string[];
  sectors?: string[];
  stops?: Clock[];
  resumed?: { seq: number; on: PartialDate };
}

export interface Denunciation {
  seq: number;
  party: string;
  receivedOn: PartialDate;
  revoked?: { seq: number; on: PartialDate };
}

/** A notice that a party does not want the next tacit renewal (ARR-10). */
export interface NonRenewal {
  seq: number;
  party: string;
  receivedOn: PlainDate;
}

export interface ExternalMeasure {
  seq: number;
  measure: string;
  party: string;
  kind: MeasureKind;
  from: PartialDate;
  description: string;
  lifted?: { seq: number; on: PartialDate };
}

export interface Succession {
  seq: number;
  kind: SuccessionKind;
  /** Id of the earlier arrangement, where it is registered. */
  predecessor?: string;
  description: string;
  on?: PartialDate;
  transition?: TransitionRule;
}

export interface StatusReport {
  seq: number;
  status: ReportedStatus;
  asOf: PartialDate;
  note?: string;
}

export interface Operation {
  seq: number;
  kind: OperationKind;
  on: PartialDate;
  description: string;
}
