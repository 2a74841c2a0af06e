import { choices } from '#kernel';
import type { Bearer, Severity } from './clause-content.js';

/** The clause taxonomy: one matter per code (docs/glossary.md). */
export const ClauseCode = choices(
  'ClauseCode',
  {
    EQT: 'Equality of treatment. Treatment no less favourable than that of nationals in pay, hours, union rights, social security and access to justice.',
    WAGE: 'Wage protection. Wages paid in full, on time and directly, with lawful deductions only.',
    CONT: 'Written contract. A contract in the worker\u2019s own language before departure, not replaced by another.',
    FEES: 'No worker-paid fees. Recruitment fees and related costs are borne by the employer.',
    DOCS: 'No retention of documents. Passport, permit and telephone stay with the worker.',
    HOUR: 'Working time, rest and leave. Limits of hours, weekly rest, leave, and guaranteed hours.',
    OSH: 'Safety and health at work. Training, equipment and equal compensation for injury.',
    SOCS: 'Social security coverage. Enrolment and benefits.',
    PORT: 'Portability of social security. Export of benefits and adding up of periods.',
    FOAC: 'Freedom of association and bargaining. Joining and acting in unions; coverage by collective agreements.',
    FRCL: 'No forced labour. Including debt bondage and trafficking.',
    CHLD: 'No child labour. Minimum age and worst forms.',
    JUST: 'Grievance and access to justice. Free and accessible, without reprisal, also after return.',
    MOBE: 'Change of employer. Transfer without loss of status.',
    TERM: 'Protection at termination. Notice; no loss of status by loss of the job alone.',
    STAY: 'Security of stay. Renewal, and a path to long residence.',
    FAMU: 'Family unity. Reunification and visits.',
    HOUS: 'Housing. Decent and safe, at a fair price, with privacy.',
    HLTH: 'Health care. Care and insurance; no discriminatory tests.',
    GEND: 'Gender-responsive measures. Equal access, specific protection, data by sex.',
    MATE: 'Maternity protection. No pregnancy testing or dismissal.',
    VAWH: 'Violence and harassment. Prevention, complaint, and the right to leave the workplace.',
    DOMW: 'Domestic workers. The protection of domestic workers, rest and privacy of those who live in.',
    RETR: 'Cost of repatriation. Return travel, also in death or crisis.',
    REIN: 'Reintegration. Help with jobs and recognition after return.',
    REMT: 'Remittances. Free transfer of earnings.',
    DATA: 'Personal data. Lawful, minimal, consented and secure.',
    SKRC: 'Recognition of skills and prior learning. Fair, timely and affordable.',
    TRAI: 'Training commitment. Seats and quality, at home and abroad.',
    JCOM: 'Joint committee. A body that meets, keeps minutes and decides.',
    SDLG: 'Social dialogue. Unions and employers are consulted and seated.',
    MONI: 'Monitoring and inspection. Inspectors, reports and sanctions.',
    DSPT: 'Disputes between parties. Consultation, committee or arbitration.',
    INFO: 'Information and orientation. Free, accurate and in the own language, before departure and on arrival.',
    ERCM: 'Control of recruitment. Licences, joint liability and sanctions.',
    CONS: 'Consular protection. Access, notification and shelter.',
    TRAN: 'Transparency. The text is public and workers are told of it.',
    HWFS: 'Health workforce safeguards. No active recruitment from listed countries without an agreement; benefit to the origin\u2019s health system.',
  },
  'A matter of the clause taxonomy.',
);
export type ClauseCode = keyof typeof ClauseCode;

interface Matter {
  title: string;
  /** Who usually owes it, where a source does not say. */
  bearers: readonly Bearer[];
  /** Of a breach, where the text does not make it graver (CLA-08). */
  severity: Severity;
}

/** Title, usual bearers and usual severity of each matter. */
export const CLAUSES: Readonly<Record<ClauseCode, Matter>> = {
  EQT: { title: 'Equality of treatment', bearers: ['DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  WAGE: { title: 'Wage protection', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'HIGH' },
  CONT: { title: 'Written contract', bearers: ['EMPLOYER', 'RECRUITER', 'ORIGIN'], severity: 'HIGH' },
  FEES: { title: 'No worker-paid fees', bearers: ['EMPLOYER', 'RECRUITER'], severity: 'CRITICAL' },
  DOCS: { title: 'No retention of documents', bearers: ['EMPLOYER', 'RECRUITER'], severity: 'CRITICAL' },
  HOUR: { title: 'Working time, rest and leave', bearers: ['EMPLOYER'], severity: 'HIGH' },
  OSH: { title: 'Safety and health at work', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'CRITICAL' },
  SOCS: { title: 'Social security coverage', bearers: ['DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  PORT: { title: 'Portability of social security', bearers: ['ORIGIN', 'DESTINATION'], severity: 'MEDIUM' },
  FOAC: { title: 'Freedom of association and bargaining', bearers: ['DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  FRCL: {
    title: 'No forced labour',
    bearers: ['DESTINATION', 'EMPLOYER', 'RECRUITER', 'ORIGIN'],
    severity: 'CRITICAL',
  },
  CHLD: { title: 'No child labour', bearers: ['EMPLOYER', 'RECRUITER', 'DESTINATION'], severity: 'CRITICAL' },
  JUST: { title: 'Grievance and access to justice', bearers: ['DESTINATION', 'EMPLOYER', 'ORIGIN'], severity: 'HIGH' },
  MOBE: { title: 'Change of employer', bearers: ['DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  TERM: { title: 'Protection at termination', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'MEDIUM' },
  STAY: { title: 'Security of stay', bearers: ['DESTINATION'], severity: 'MEDIUM' },
  FAMU: { title: 'Family unity', bearers: ['DESTINATION'], severity: 'MEDIUM' },
  HOUS: { title: 'Housing', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'HIGH' },
  HLTH: { title: 'Health care', bearers: ['DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  GEND: { title: 'Gender-responsive measures', bearers: ['ORIGIN', 'DESTINATION', 'EMPLOYER'], severity: 'HIGH' },
  MATE: { title: 'Maternity protection', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'HIGH' },
  VAWH: { title: 'Violence and harassment', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'CRITICAL' },
  DOMW: { title: 'Domestic workers', bearers: ['DESTINATION', 'EMPLOYER', 'RECRUITER'], severity: 'HIGH' },
  RETR: { title: 'Cost of repatriation', bearers: ['EMPLOYER', 'DESTINATION'], severity: 'MEDIUM' },
  REIN: { title: 'Reintegration', bearers: ['ORIGIN', 'DESTINATION'], severity: 'LOW' },
  REMT: { title: 'Remittances', bearers: ['DESTINATION', 'ORIGIN'], severity: 'LOW' },
  DATA: {
    title: 'Personal data',
    bearers: ['RECRUITER', 'EMPLOYER', 'ORIGIN', 'DESTINATION', 'PROVIDER'],
    severity: 'MEDIUM',
  },
  SKRC: {
    title: 'Recognition of skills and prior learning',
    bearers: ['DESTINATION', 'ORIGIN', 'PROVIDER'],
    severity: 'MEDIUM',
  },
  TRAI: {
    title: 'Training commitment',
    bearers: ['PROVIDER', 'ORIGIN', 'DESTINATION', 'EMPLOYER'],
    severity: 'MEDIUM',
  },
  JCOM: { title: 'Joint committee', bearers: ['ORIGIN', 'DESTINATION', 'JOINT_COMMITTEE'], severity: 'MEDIUM' },
  SDLG: { title: 'Social dialogue', bearers: ['ORIGIN', 'DESTINATION', 'JOINT_COMMITTEE'], severity: 'MEDIUM' },
  MONI: { title: 'Monitoring and inspection', bearers: ['DESTINATION', 'ORIGIN'], severity: 'HIGH' },
  DSPT: { title: 'Disputes between parties', bearers: ['ORIGIN', 'DESTINATION'], severity: 'MEDIUM' },
  INFO: { title: 'Information and orientation', bearers: ['ORIGIN', 'DESTINATION', 'RECRUITER'], severity: 'MEDIUM' },
  ERCM: { title: 'Control of recruitment', bearers: ['ORIGIN', 'DESTINATION', 'RECRUITER'], severity: 'HIGH' },
  CONS: { title: 'Consular protection', bearers: ['ORIGIN', 'DESTINATION'], severity: 'MEDIUM' },
  TRAN: { title: 'Transparency', bearers: ['ORIGIN', 'DESTINATION'], severity: 'LOW' },
  HWFS: { title: 'Health workforce safeguards', bearers: ['DESTINATION', 'RECRUITER'], severity: 'HIGH' },
};
