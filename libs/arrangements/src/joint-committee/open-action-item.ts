import { before, event, IdField, KeyField, PlainDateField, refuse, registrars, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkOwn, isParty, on } from '../arrangement.js';

@InputType({ description: 'Something that the joint committee asked someone to do by a day.' })
export class OpenActionItem {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Short name of the item within the arrangement' }) item!: string;
  @KeyField({ description: 'The meeting that asked for it' }) meeting!: string;
  @TextField({ length: 1000, description: 'What is to be done' }) what!: string;
  @IdField('party', { description: 'Who is to do it' }) owner!: string;
  @PlainDateField({ description: 'By when' }) dueOn!: string;
}

export const actionItemOpened = event(
  'ActionItemOpened',
  OpenActionItem,
  (d) => `${d.owner} is to do by ${d.dueOn}: ${d.what}`,
);

export const openActionItem = on(OpenActionItem, {
  describes: 'Records an action with its owner and day; it stays on the agenda until it is closed (JCM-06).',
  records: [actionItemOpened],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const meeting = arrangement.meetings.find((candidate) => candidate.meeting === data.meeting);
    if (!meeting)
      return refuse('JCM-06', 'UNKNOWN_MEETING', `No meeting ${data.meeting} is on record: record it first.`, {
        meeting: data.meeting,
      });
    if (arrangement.actionItems.some(({ item }) => item === data.item))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already an item ${data.item}.`, { item: data.item });
    if (!isParty(arrangement, data.owner))
      return refuse('JCM-06', 'NOT_A_PARTY', `${data.owner} takes no part in this arrangement, so it owes no action.`, {
        owner: data.owner,
      });
    if (before(data.dueOn, meeting.on))
      return refuse('ARR-05', 'DATE_ORDER', `It was asked for on ${meeting.on}; it cannot be due on ${data.dueOn}.`, {
        dueOn: data.dueOn,
        meetingOn: meeting.on,
      });
    return actionItemOpened(data);
  },
  evolve: {
    ActionItemOpened: (arrangement, { arrangement: _, ...item }, { seq }) => ({
      ...arrangement,
      actionItems: [...arrangement.actionItems, { ...item, seq }],
    }),
  },
});
