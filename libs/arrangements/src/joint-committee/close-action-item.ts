import { event, IdField, KeyField, PlainDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, on } from '../arrangement.js';

@InputType({ description: 'An action of the joint committee is done, or given up.' })
export class CloseActionItem {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'The item' }) item!: string;
  @PlainDateField({ description: 'When' }) on!: string;
  @TextField({ length: 1000, description: 'What was done, or why it was given up' }) how!: string;
}

export const actionItemClosed = event(
  'ActionItemClosed',
  CloseActionItem,
  (d) => `Item ${d.item} closed on ${d.on}: ${d.how}`,
  { effective: (d) => ({ from: d.on }) },
);

export const closeActionItem = on(CloseActionItem, {
  describes: 'Closes an action; it leaves the agenda and stays in the history.',
  records: [actionItemClosed],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const item = arrangement.actionItems.find((candidate) => candidate.item === data.item);
    if (!item) return refuse('JCM-06', 'UNKNOWN_ITEM', `There is no item ${data.item}.`, { item: data.item });
    if (item.closed)
      return refuse('JCM-06', 'ALREADY_CLOSED', `It was closed on ${item.closed.on}.`, { on: item.closed.on });
    const asked = arrangement.meetings.find(({ meeting }) => meeting === item.meeting)!.on;
    if (data.on < asked)
      return refuse('ARR-05', 'DATE_ORDER', `It was asked for on ${asked}; it was not done on ${data.on}.`, {
        on: data.on,
        meetingOn: asked,
      });
    return actionItemClosed(data);
  },
  evolve: {
    ActionItemClosed: (arrangement, { item: key, on: date, how }, { seq }) => ({
      ...arrangement,
      actionItems: arrangement.actionItems.map((item) =>
        item.item === key ? { ...item, closed: { seq, on: date, how } } : item,
      ),
    }),
  },
});
