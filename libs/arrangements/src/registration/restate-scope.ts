import { event, IdField, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';
import { checkScope } from './register-arrangement.js';
import { Scope } from './terms.js';

@InputType({ description: 'The sectors, skill levels and occupations that the arrangement covers, as known now.' })
export class RestateScope {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => Scope) scope!: Scope;
}

export const scopeRestated = event(
  'ScopeRestated',
  RestateScope,
  (d) => `Covers ${d.scope.sectors.join(', ') || 'no stated sector'}`,
);

export const restateScope = on(RestateScope, {
  describes: 'States anew whom the arrangement covers, where no amendment changed it.',
  records: [scopeRestated],
  mandate: registrars(),
  decide: (data, arrangement, context) =>
    checkOwn(arrangement, context) ?? checkScope(data.scope) ?? scopeRestated(data),
  evolve: {
    ScopeRestated: (arrangement, { scope }, { seq, effective }) => ({
      ...arrangement,
      scopes: [...arrangement.scopes, { seq, ...effective, value: scope }],
    }),
  },
});
