import { expect } from '@jest/globals';
import { rule } from '#kernel/testing';
import { france, given, inForce, philippines, storyOf } from '../testing/history.js';
import { measureImposed } from './impose-measure.js';
import { measureLifted } from './lift-measure.js';

const measure = {
  arrangement: 'arrangement-de-ph',
  measure: 'ban',
  party: 'party-ph',
  kind: 'DEPLOYMENT_BAN',
  from: '2018-02',
  description: 'No departures',
} as const;
const lift = (on: string, changes: object = {}) => ({
  arrangement: 'arrangement-de-ph',
  measure: 'ban',
  party: 'party-ph',
  on,
  ...changes,
});
const banned = [...inForce('2013-03-19'), measureImposed(measure)] as const;

rule('ARR-15', 'a ban of one side stands beside the arrangement and leaves the legal state as it is', () =>
  given(...inForce('2013-03-19'))
    .when('imposeMeasure', measure, philippines)
    .state((state) => {
      const { arrangement: _, ...stated } = measure;
      expect(state.measures).toEqual([{ ...stated, seq: 3 }]);
      expect(storyOf(state)).toEqual(['2013-03-19 IN_FORCE']);
    }),
);

rule('PTY-06', 'who imposes a measure is a party', () =>
  given(...inForce('2013-03-19'))
    .when('imposeMeasure', { ...measure, party: 'party-fr' }, france)
    .refused('PTY-06', { party: 'party-fr' }),
);

rule('GEN-02', 'a name is used once', () =>
  given(...banned)
    .when('imposeMeasure', measure)
    .refused('GEN-02', { measure: 'ban' }),
);

rule('GEN-10', 'no government bans for another', () =>
  given(...inForce('2013-03-19'))
    .when('imposeMeasure', measure, france)
    .refused('GEN-10', { actOf: 'party-ph' }),
);

rule('ARR-15', 'who imposed a measure lifts it, once', () => {
  given(...banned)
    .when('liftMeasure', lift('2018-05'), philippines)
    .state(({ measures }) => expect(measures[0]!.lifted).toEqual({ seq: 4, on: '2018-05' }));
  given(...banned)
    .when('liftMeasure', lift('2018-05', { measure: 'other' }))
    .refused('ARR-15', { measure: 'other' });
  given(...banned)
    .when('liftMeasure', lift('2018-05', { party: 'party-de' }))
    .refused('ARR-15', { measure: 'ban' });
  given(...banned, measureLifted(lift('2018-05')))
    .when('liftMeasure', lift('2018-06'))
    .refused('ARR-15', { on: '2018-05' });
});

rule('ARR-17', 'a measure does not end before it starts', () => {
  given(...banned)
    .when('liftMeasure', lift('2018-01-31'))
    .refused('ARR-17', { from: '2018-02' });
  given(...banned)
    .when('liftMeasure', lift('2018-02-01'))
    .recorded();
});

rule('GEN-10', 'no government lifts the ban of another', () =>
  given(...banned)
    .when('liftMeasure', lift('2018-05'), france)
    .refused('GEN-10'),
);
