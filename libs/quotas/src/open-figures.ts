import { ChoiceField, event, IdField, registrars, ShapeField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOpening, readsOf } from './check-quota.js';
import { opens, UNUSED } from './quota.js';
import { QuotaScope, QuotaUnit } from './terms.js';

@InputType({ description: 'A series of observed numbers of one scope, where the arrangement sets no quota for it.' })
export class OpenFigures {
  @IdField('quota') quota!: string;
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => QuotaUnit) unit!: QuotaUnit;
  @ShapeField(() => QuotaScope) scope!: QuotaScope;
  @TextField({ sealed: true, optional: true, length: 1000 }) note?: string;
}

export const figuresOpened = event(
  'FiguresOpened',
  OpenFigures,
  (d) => `Observed numbers of ${d.unit.toLowerCase()}: ${d.scope.description}`,
);

export const openFigures = opens(OpenFigures, {
  describes: 'Opens a series of observed numbers where no quota is set. Nothing is thereby limited or promised.',
  records: [figuresOpened],
  mandate: registrars(),
  reads: readsOf,
  decide: (data, _, context) => checkOpening(data, context, false) ?? figuresOpened(data),
  evolve: { FiguresOpened: (_, { quota: _id, ...stated }, { seq }) => ({ ...stated, ...UNUSED, seq, figures: [] }) },
});
