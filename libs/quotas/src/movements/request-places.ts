import { event, IdField, PlainDateField, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from '../quota.js';
import { WorkerGroup } from '../scopes/selector.js';
import { checkTold, checkWhoHires, readsFor } from './check-movement.js';
import { placed, sumOf, tallied } from './movement.js';

@InputType({ description: 'Places that somebody asks for. Nothing is held by it.' })
export class RequestPlaces {
  @IdField('quota') quota!: string;
  @PlainDateField({ description: 'The day of the request' }) on!: string;
  @IdField('employer', { optional: true }) employer?: string;
  @ShapeField(() => WorkerGroup, { list: true, description: 'How many of whom' }) groups!: WorkerGroup[];
}

export const placesRequested = event('PlacesRequested', RequestPlaces, (d) => `${sumOf(d.groups)} places requested`, {
  bulk: true,
  effective: (d) => ({ from: d.on }),
});

export const requestPlaces = on(RequestPlaces, {
  describes: 'Records a request for places; it is counted, and holds nothing.',
  records: [placesRequested],
  mandate: registrars(),
  reads: (data, quota) => readsFor(data, quota),
  decide: (data, quota, context) =>
    checkTold(data, quota, context, {}) ?? checkWhoHires(data, quota, context) ?? placesRequested(data),
  evolve: { PlacesRequested: (quota, data) => ({ ...quota, tallies: tallied(quota, requested(quota, data)) }) },
});

export const requested = (quota: Parameters<typeof placed>[0], { groups, employer, on: day }: RequestPlaces) =>
  placed(quota, groups, employer).map((group) => ({
    stage: 'REQUESTED' as const,
    number: group.number,
    group,
    on: day,
  }));
