import { expect } from '@jest/globals';
import { ruleTable } from '#kernel/testing';
import { inForce, stateOf } from '../testing/history.js';
import type { OperationKind } from './life-cycle.js';
import { operationalOn } from './operational.js';
import { operationRecorded } from './record-operation.js';

const step = (kind: OperationKind, on: string) =>
  operationRecorded({ arrangement: 'arrangement-de-ph', kind, on, description: 'A step' });

ruleTable(
  'ARR-27',
  'that it works in practice is said by a first admission or a joint decision, not by its force',
  [
    { name: 'in force, and nothing known', steps: [], day: '2020-01-01', status: 'NOT_KNOWN', because: [] },
    {
      name: 'the day before the first admission',
      steps: [step('FIRST_ADMISSION', '2014-01-01')],
      day: '2013-12-31',
      status: 'NOT_KNOWN',
      because: [],
    },
    {
      name: 'the first admission',
      steps: [step('FIRST_ADMISSION', '2014-01-01')],
      day: '2014-01-01',
      status: 'OPERATING',
      because: [3],
    },
    {
      name: 'a joint decision',
      steps: [step('IMPLEMENTING_DECISION', '2014')],
      day: '2014-06-01',
      status: 'OPERATING',
      because: [3],
    },
    {
      name: 'intake closed',
      steps: [step('FIRST_ADMISSION', '2014'), step('INTAKE_CLOSED', '2016')],
      day: '2017-01-01',
      status: 'CLOSED',
      because: [4],
    },
    {
      name: 'opened again, recorded first',
      steps: [step('INTAKE_OPENED', '2018'), step('INTAKE_CLOSED', '2016')],
      day: '2019-01-01',
      status: 'OPERATING',
      because: [3],
    },
    {
      name: 'another step says nothing',
      steps: [step('OTHER', '2014')],
      day: '2020-01-01',
      status: 'NOT_KNOWN',
      because: [],
    },
  ] as const,
  ({ steps, day, status, because }) =>
    expect(operationalOn(stateOf(...inForce('2013-03-19'), ...steps), day)).toEqual({ status, because }),
);
