import { EvidenceView, type PlainDate, PlainDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import type { Arrangement } from '../arrangement.js';
import { agendaOn, dueMeetings, minutesDueOn, MeetingStatus, notInvited, overdueItems, rulesOn } from './committee.js';
import { CommitteeRules } from './committee-rules.js';
import { MinutesPart } from './publish-minutes.js';
import { CommitteeVote } from './record-decision.js';
import { Delegation } from './record-meeting.js';

@ObjectType({ description: 'A meeting that the text asks for (JCM-01).' })
export class DueMeetingView {
  @Field(() => PlainDateScalar, { description: 'Its day, as moved by suspensions that stop the clock' }) dueOn!: string;
  @Field(() => PlainDateScalar, { description: 'Last day on which it is in time' }) lastDay!: string;
  @Field(() => MeetingStatus, { description: 'On the day asked about' }) status!: MeetingStatus;
  @Field(() => String, { nullable: true, description: 'Name of the meeting that was held for it' }) heldAs?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A decision of the committee (JCM-04).' })
export class DecisionView {
  @Field({ description: 'Its number' }) decision!: string;
  @Field({ description: 'The article of its mandate' }) article!: string;
  @Field({ description: 'What it decides' }) what!: string;
  @Field(() => CommitteeVote, { description: 'How the parties voted' }) vote!: CommitteeVote;
  @Field(() => PlainDateScalar, { description: 'Since when it has effect' }) effectiveOn!: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'The minutes of a meeting (JCM-05).' })
export class MinutesView {
  @Field(() => PlainDateScalar, { nullable: true, description: 'When they became public; null: they are not' })
  publishedOn?: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Last day for it; null: the text sets none' })
  dueOn?: string;
  @Field({ description: 'Published after that day, or not by the day asked about' }) late!: boolean;
  @Field(() => String, { nullable: true, description: 'For everyone' }) summary?: string;
  @Field(() => [MinutesPart], { description: 'Confidential parts are named, with their digest' }) parts!: MinutesPart[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'A meeting that was held.' })
export class MeetingView {
  @Field({ description: 'Its name' }) meeting!: string;
  @Field(() => PlainDateScalar, { description: 'Its day' }) on!: string;
  @Field(() => [Delegation], { description: 'Parties that were there (JCM-02)' }) delegations!: Delegation[];
  @Field(() => [String], { description: 'Social partners that were invited' }) invited!: string[];
  @Field(() => [String], { description: 'Those of them that came' }) attended!: string[];
  @Field(() => [String], {
    description: 'Those with a seat by the text that were not invited: a shortfall under SDLG (JCM-03)',
  })
  notInvited!: string[];
  @Field(() => [String], { description: 'The points of its agenda' }) agenda!: string[];
  @Field(() => [DecisionView], { description: 'What it decided' }) decisions!: DecisionView[];
  @Field(() => MinutesView, { description: 'Its minutes' }) minutes!: MinutesView;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'Something that the committee asked someone to do (JCM-06).' })
export class ActionItemView {
  @Field({ description: 'Its name' }) item!: string;
  @Field({ description: 'The meeting that asked for it' }) meeting!: string;
  @Field({ description: 'What is to be done' }) what!: string;
  @Field(() => ID, { description: 'Who is to do it' }) owner!: string;
  @Field(() => PlainDateScalar, { description: 'By when' }) dueOn!: string;
  @Field(() => PlainDateScalar, { nullable: true, description: 'null: open' }) closedOn?: string;
  @Field(() => String, { nullable: true, description: 'What was done, or why it was given up' }) how?: string;
  @Field({ description: 'Its day has passed, and it is open on the day asked about' }) overdue!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType({ description: 'What the joint committee owes and has done, as of the day asked about.' })
export class CommitteeWorkView {
  @Field(() => CommitteeRules, { nullable: true, description: 'What the text says of it; null: not on record' })
  rules?: CommitteeRules;
  @Field(() => [DueMeetingView], { description: 'Meetings that the text asks for, up to the next one' })
  due!: DueMeetingView[];
  @Field(() => [MeetingView], { description: 'Meetings that were held by then' }) meetings!: MeetingView[];
  @Field(() => [ActionItemView], { description: 'Actions that it asked for by then' }) actionItems!: ActionItemView[];
  @Field(() => [ActionItemView], { description: 'Those that stand on the agenda of a meeting on that day' })
  nextAgenda!: ActionItemView[];
  @Field(() => [EvidenceView], { description: 'The rules' }) evidence!: EvidenceView[];
}

/** What the committee of an arrangement owes and has done by a day. Pure. */
export function viewCommittee(subject: Subject<Arrangement>, day: PlainDate): CommitteeWorkView {
  const { state } = subject;
  const witness = new Witness(subject);
  const rules = rulesOn(state, day);
  const meetings = state.meetings.filter(({ on }) => on <= day);
  const overdue = new Set(overdueItems(state, day));
  const items = state.actionItems
    .filter(({ meeting: key }) => meetings.some(({ meeting }) => meeting === key))
    .map((entry) => {
      const { seq, closed, ...item } = entry;
      const isClosed = closed && closed.on <= day;
      return {
        ...item,
        closedOn: isClosed ? closed.on : undefined,
        how: isClosed ? closed.how : undefined,
        overdue: overdue.has(entry),
        evidence: witness.of(seq, ...(isClosed ? [closed.seq] : [])),
      };
    });
  const agenda = new Set(agendaOn(state, day).map(({ item }) => item));
  return {
    rules: rules?.value,
    due: dueMeetings(state, day).map(({ because, ...due }) => ({ ...due, evidence: witness.of(...because) })),
    meetings: meetings.map((meeting) => {
      const { seq, decisions, minutes, ...held } = meeting;
      const dueOn = minutesDueOn(state, meeting);
      const published = minutes && minutes.on <= day ? minutes : undefined;
      return {
        ...held,
        notInvited: notInvited(state, meeting),
        decisions: decisions.map((decision) => ({ ...decision, evidence: witness.of(decision.seq) })),
        minutes: {
          publishedOn: published?.on,
          dueOn,
          late: dueOn !== undefined && (published?.on ?? day) > dueOn,
          summary: published?.summary,
          parts: published?.parts ?? [],
          evidence: witness.of(...(published ? [published.seq] : [])),
        },
        evidence: witness.of(seq),
      };
    }),
    actionItems: items,
    nextAgenda: items.filter(({ item }) => agenda.has(item)),
    evidence: witness.of(...(rules ? [rules.seq] : [])),
  };
}
