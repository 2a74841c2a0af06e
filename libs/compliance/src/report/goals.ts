import type { ClauseCode } from '#arrangements';

/** Which targets of the 2030 Agenda, and which objectives of the Global Compact for Migration, a matter bears on. */
export interface Goals {
  sdg: readonly string[];
  compact: readonly number[];
}

/** To be responsive to gender is a principle of the Compact as a whole, not an objective beside others. */
const EVERY_OBJECTIVE: readonly number[] = [...Array(23).keys()].map((at) => at + 1);

/**
 * By matter of the clause taxonomy. Matters of process bear on none by themselves; a goal without a target is meant as a whole.
 * Seen on a page: the targets 4.3, 4.4, 4.7, 8.8 and 10.7, and the objectives 3, 5, 6, 14, 16, 18 and 20 to 23. The others
 * are believed.
 */
export const GOALS: Partial<Record<ClauseCode, Goals>> = {
  EQT: { sdg: ['8.8', '10.7'], compact: [6, 17] },
  WAGE: { sdg: ['8.8'], compact: [6] },
  CONT: { sdg: ['8.8'], compact: [6] },
  FEES: { sdg: ['10.7'], compact: [6] },
  DOCS: { sdg: ['8.8'], compact: [6] },
  HOUR: { sdg: ['8.8'], compact: [6] },
  OSH: { sdg: ['8.8'], compact: [6] },
  SOCS: { sdg: ['1.3', '8.8'], compact: [22] },
  PORT: { sdg: ['10.7'], compact: [22] },
  FOAC: { sdg: ['8.8'], compact: [6] },
  FRCL: { sdg: ['8.7'], compact: [6, 10] },
  CHLD: { sdg: ['8.7'], compact: [6] },
  JUST: { sdg: ['16.3'], compact: [6, 23] },
  MOBE: { sdg: ['8.8'], compact: [6] },
  TERM: { sdg: ['8.8'], compact: [6] },
  STAY: { sdg: ['10.7'], compact: [5] },
  FAMU: { sdg: ['10.7'], compact: [5] },
  HOUS: { sdg: ['11.1'], compact: [15] },
  HLTH: { sdg: ['3.8'], compact: [15] },
  GEND: { sdg: ['5', '8.5'], compact: EVERY_OBJECTIVE },
  MATE: { sdg: ['5'], compact: [15] },
  VAWH: { sdg: ['5.2', '8.8'], compact: [7] },
  DOMW: { sdg: ['5.4', '8.8'], compact: [6] },
  RETR: { sdg: ['10.7'], compact: [21] },
  REIN: { sdg: ['10.7'], compact: [21] },
  REMT: { sdg: ['10.c'], compact: [20] },
  DATA: { sdg: ['16.10'], compact: [1] },
  SKRC: { sdg: ['4.3', '4.4'], compact: [18] },
  TRAI: { sdg: ['4.3', '4.4', '4.7'], compact: [18] },
  JCOM: { sdg: ['17'], compact: [23] },
  SDLG: { sdg: ['8.8', '16.7'], compact: [23] },
  MONI: { sdg: ['8.8'], compact: [6] },
  DSPT: { sdg: ['16'], compact: [23] },
  INFO: { sdg: ['10.7'], compact: [3] },
  ERCM: { sdg: ['10.7'], compact: [6] },
  CONS: { sdg: ['10.7'], compact: [14] },
  TRAN: { sdg: ['16.10'], compact: [1, 3] },
  HWFS: { sdg: ['3.c'], compact: [6] },
};
