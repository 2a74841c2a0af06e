import {
  addsOptional,
  ChoiceField,
  event,
  IdField,
  KeyField,
  PartialDateField,
  refuse,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../arrangement.js';
import { AmendmentChange, AmendmentEffect, AmendmentType } from './amendment.js';
import { checkAmendment } from './propose-amendment.js';

@InputType({
  description:
    'An amendment, protocol or extension that a source reports as made, where the consents themselves are not on record.',
})
export class ReportAmendment {
  @IdField('arrangement') arrangement!: string;
  @KeyField() amendment!: string;
  @ChoiceField(() => AmendmentType) type!: AmendmentType;
  @TextField({ optional: true, length: 300 }) instrumentAsStated?: string;
  @TextField({ length: 1000 }) what!: string;
  @PartialDateField({ optional: true, description: 'The day that the source gives; absent: it gives none' })
  on?: string;
  @PartialDateField({ optional: true }) appliesFrom?: string;
  @ShapeField(() => AmendmentChange, { list: true }) changes!: AmendmentChange[];
  @ShapeField(() => AmendmentEffect, { optional: true, description: 'How far it reaches, where it says so' })
  effect?: AmendmentEffect;
}

export const amendmentReported = event(
  'AmendmentReported',
  ReportAmendment,
  (d) => `Amendment ${d.amendment} reported${d.on ? ` of ${d.on}` : ', date not given'}: ${d.what}`,
  { effective: (d) => ({ from: d.appliesFrom ?? d.on }), upcasts: [addsOptional, addsOptional] },
);

export const reportAmendment = on(ReportAmendment, {
  describes: 'Transcribes an amendment from a source that reports it as made.',
  records: [amendmentReported],
  mandate: { roles: ['SECRETARIAT', 'DEPOSITARY'] },
  decide(data, arrangement, { provenance }) {
    if (!provenance.sources?.length)
      return refuse(
        'AMD-02',
        'CONSENT_MISSING',
        'Without the consents of the parties, an amendment needs a source that reports it: name it in provenance.sources.',
        { amendment: data.amendment },
      );
    return checkAmendment(data, arrangement) ?? amendmentReported(data);
  },
  evolve: {
    AmendmentReported: (arrangement, { arrangement: _, ...amendment }, { seq }) => ({
      ...arrangement,
      amendments: [
        ...arrangement.amendments,
        { ...amendment, seq, consents: [], objections: [], notices: [], reported: true },
      ],
    }),
  },
});
