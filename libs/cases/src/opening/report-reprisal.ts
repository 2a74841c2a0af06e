import { ClauseCode } from '#arrangements';
import {
  add,
  anySpeaker,
  ChoiceField,
  choices,
  type Decider,
  event,
  IdField,
  PlainDateField,
  refuse,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type CaseFile, opens } from '../case.js';
import { checkDay, checkWords, made } from '../checks.js';
import { timesOf } from '../phase.js';
import { CaseCorridor, Complainant, FactsPeriod, idOf, Respondent } from '../terms.js';
import { CodesField, newCase, PartiesField, SpokenForField } from './opening.js';

export const ReprisalKind = choices(
  'ReprisalKind',
  {
    DISMISSAL: 'The complainant was dismissed.',
    REMOVAL: 'The complainant was sent home, or the permit was not renewed.',
    PRESSURE: 'The complainant was threatened, moved or paid less.',
  },
  'What was done to whoever complained (CMP-03).',
);
export type ReprisalKind = keyof typeof ReprisalKind;

@InputType({ description: 'What was done to whoever complained. It opens a case of its own, beside the complaint.' })
export class ReportReprisal {
  @IdField('case', { description: 'The new case' }) case!: string;
  @IdField('case', { description: 'The complaint for which it is held to be a reprisal' }) complaint!: string;
  @PlainDateField({ description: 'The day on which it is reported' }) on!: string;
  @ChoiceField(() => ReprisalKind, { description: 'What was done' }) kind!: ReprisalKind;
  @PlainDateField({ description: 'The day on which it was done' }) doneOn!: string;
  @TextField({ sealed: true, length: 1000, description: 'In words; without the name or number of any worker (CMP-02)' })
  words!: string;
}

/** Carries over from the complaint what a case states, so that the new one can be read without it. */
@InputType({ isAbstract: true })
export class ReprisalReported extends ReportReprisal {
  @IdField('arrangement') arrangement!: string;
  @TextField({ list: true, length: 80, description: 'Clauses of the complaint' }) clauses!: string[];
  @ShapeField(() => Respondent, { description: 'The respondent of the complaint' }) respondent!: Respondent;
  @ShapeField(() => CaseCorridor, { optional: true, description: 'That of the complaint' }) corridor?: CaseCorridor;
  @ShapeField(() => FactsPeriod, { description: 'When it was done' }) facts!: FactsPeriod;
  @ShapeField(() => Complainant, { optional: true, description: 'As in the complaint' }) complainant?: Complainant;
  @CodesField() codes!: ClauseCode[];
  @PartiesField() parties!: string[];
  @SpokenForField() spokenForBy?: string;
}

export const reprisalReported = event(
  'ReprisalReported',
  ReprisalReported,
  (d) => `${WORDS[d.kind]} on ${d.doneOn}, after the complaint ${d.complaint} against ${idOf(d.respondent)}`,
  { effective: (d) => ({ from: d.doneOn }) },
);

const WORDS: Record<ReprisalKind, string> = {
  DISMISSAL: 'Complainant dismissed',
  REMOVAL: 'Complainant removed from the country',
  PRESSURE: 'Complainant put under pressure',
};

/** CMP-03: what happens to whoever complained, within so many days of the complaint, is a case that nobody has to admit. */
export const reportReprisal = opens(ReportReprisal, {
  describes:
    'Reports what was done to whoever complained. Within the time that the case allows it opens a linked case, taken up at once.',
  records: [reprisalReported],
  mandate: anySpeaker,
  reads: ({ complaint }) => [complaint],
  decide(data, _, context) {
    const complaint = context.other({ name: 'case' } as Decider<CaseFile>, data.complaint);
    if (!complaint || complaint.kind !== 'COMPLAINT')
      return refuse('CMP-03', 'UNKNOWN_COMPLAINT', `${data.complaint} is not registered as a complaint.`, {
        complaint: data.complaint,
      });
    const { openedOn } = complaint;
    const last = add(openedOn, { days: timesOf(complaint).reprisalDays });
    if (data.doneOn < openedOn || data.doneOn > last)
      return refuse(
        'CMP-03',
        'NOT_WITHIN_TIME',
        `Between ${openedOn} and ${last} it is held to be a reprisal; on ${data.doneOn} it is not. File it as a complaint of its own.`,
        { doneOn: data.doneOn, from: openedOn, last },
      );
    const refused = checkDay(data.on, data.doneOn, context) ?? checkWords(data.words);
    if (refused) return refused;
    const { arrangement, clauses, respondent, corridor, complainant, codes, parties, spokenForBy } = complaint;
    return reprisalReported(
      made(ReprisalReported, data, {
        arrangement,
        clauses,
        respondent,
        corridor,
        // Made anew, so that what is sealed in the complaint is sealed here.
        complainant: complainant && made(Complainant, complainant),
        codes,
        parties,
        spokenForBy,
        facts: made(FactsPeriod, { from: data.doneOn }),
      }),
    );
  },
  evolve: {
    ReprisalReported: (_, d, event) => ({
      ...newCase('COMPLAINT', d, event),
      complainant: d.complainant,
      linkedTo: d.complaint,
      isReprisal: true,
    }),
  },
});
