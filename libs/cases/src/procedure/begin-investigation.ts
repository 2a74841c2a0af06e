import { event } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { doerOf, on, withStep } from '../case.js';
import { authority, checkMove, checkMover, checkWords } from '../checks.js';
import { ActOnCase } from './act-on-case.js';

@InputType({ description: 'Someone begins to look into it, and from then on does not decide on it (CMP-07).' })
export class BeginInvestigation extends ActOnCase {}

export const investigationBegun = event('InvestigationBegun', BeginInvestigation, () => 'Investigation begun', {
  effective: (d) => ({ from: d.on }),
});

export const beginInvestigation = on(BeginInvestigation, {
  describes: 'Begins the investigation of a complaint or disclosure.',
  records: [investigationBegun],
  mandate: authority(),
  decide: (data, file, context) =>
    checkMover(file, data.by, context) ??
    checkMove(file, 'INVESTIGATE', data.on, context) ??
    checkWords(data.words) ??
    investigationBegun(data),
  evolve: {
    InvestigationBegun: (file, d, event) =>
      withStep(file, event, { seq: event.seq, on: d.on, by: doerOf(event, d.by), move: 'INVESTIGATE' }),
  },
});
