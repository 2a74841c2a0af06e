import {
  before,
  event,
  IdField,
  KeyField,
  PlainDateField,
  refuse,
  type Refusal,
  registrars,
  Shape,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { type Arrangement, checkOwn, on } from '../arrangement.js';
import { type Meeting, rulesOn } from './committee.js';

@Shape('CommitteeVote', 'How the parties at a meeting voted.')
export class CommitteeVote {
  @IdField('party', { list: true, description: 'For' }) inFavour!: string[];
  @IdField('party', { list: true, description: 'Against' }) against!: string[];
  @IdField('party', { list: true, description: 'Neither' }) abstaining!: string[];
}

@InputType({ description: 'A decision that the joint committee took at a meeting.' })
export class RecordDecision {
  @IdField('arrangement') arrangement!: string;
  @KeyField({ description: 'Number of the decision, e.g. 2026-3' }) decision!: string;
  @KeyField({ description: 'The meeting at which it was taken' }) meeting!: string;
  @TextField({ length: 100, description: 'The article of its mandate' }) article!: string;
  @TextField({ length: 1000, description: 'What it decides' }) what!: string;
  @ShapeField(() => CommitteeVote, { description: 'How the parties voted' }) vote!: CommitteeVote;
  @PlainDateField({ description: 'Since when it has effect' }) effectiveOn!: string;
}

export const decisionRecorded = event(
  'DecisionRecorded',
  RecordDecision,
  (d) => `The joint committee decided (${d.decision}, under ${d.article}): ${d.what}`,
  { effective: (d) => ({ from: d.effectiveOn }) },
);

export const recordDecision = on(RecordDecision, {
  describes: 'Records a decision with its number, the article of its mandate, the vote and the day of effect (JCM-04).',
  records: [decisionRecorded],
  mandate: registrars(),
  decide(data, arrangement, context) {
    const foreign = checkOwn(arrangement, context);
    if (foreign) return foreign;
    const meeting = arrangement.meetings.find((candidate) => candidate.meeting === data.meeting);
    if (!meeting)
      return refuse('JCM-04', 'UNKNOWN_MEETING', `No meeting ${data.meeting} is on record: record it first.`, {
        meeting: data.meeting,
      });
    if (arrangement.meetings.some(({ decisions }) => decisions.some(({ decision }) => decision === data.decision)))
      return refuse('GEN-02', 'ALREADY_REGISTERED', `There is already a decision ${data.decision}.`, {
        decision: data.decision,
      });
    if (before(data.effectiveOn, meeting.on))
      return refuse(
        'ARR-05',
        'DATE_ORDER',
        `It was taken on ${meeting.on}; it has no effect from ${data.effectiveOn}.`,
        {
          effectiveOn: data.effectiveOn,
          meetingOn: meeting.on,
        },
      );
    return checkMandate(data, arrangement, meeting) ?? checkVote(data, arrangement, meeting) ?? decisionRecorded(data);
  },
  evolve: {
    DecisionRecorded: (arrangement, { arrangement: _, meeting: key, ...decision }, { seq }) => ({
      ...arrangement,
      meetings: arrangement.meetings.map((meeting) =>
        meeting.meeting === key ? { ...meeting, decisions: [...meeting.decisions, { ...decision, seq }] } : meeting,
      ),
    }),
  },
});

/** JCM-04: it decides what an article of the text lets it decide. */
function checkMandate(
  { article }: RecordDecision,
  arrangement: Arrangement,
  { on: day }: Meeting,
): Refusal | undefined {
  const articles = rulesOn(arrangement, day)?.value.mandate.map((item) => item.article) ?? [];
  if (articles.includes(article)) return undefined;
  return refuse(
    'JCM-04',
    'OUTSIDE_COMMITTEE_MANDATE',
    `${article} gives the committee nothing to decide; on ${day} its mandate is ${articles.join(', ') || 'not on record (agreeCommitteeRules)'}.`,
    { article, mandate: articles },
  );
}

/** JCM-02: those at the meeting vote, once each, and nobody is overruled unless the text knows a majority. */
function checkVote({ vote }: RecordDecision, arrangement: Arrangement, meeting: Meeting): Refusal | undefined {
  const votes = [...vote.inFavour, ...vote.against, ...vote.abstaining];
  const present = meeting.delegations.map(({ party }) => party);
  const stranger = votes.find((party) => !present.includes(party));
  if (stranger)
    return refuse('JCM-02', 'NOT_AT_THE_MEETING', `${stranger} had no delegation at the meeting, so it did not vote.`, {
      party: stranger,
    });
  if (new Set(votes).size < votes.length)
    return refuse('JCM-02', 'VOTED_TWICE', 'A party votes once: for, against, or neither.', { votes });
  const byMajority = rulesOn(arrangement, meeting.on)?.value.decidesBy === 'MAJORITY';
  const isTaken = byMajority ? vote.inFavour.length > vote.against.length : vote.against.length === 0;
  if (isTaken && vote.inFavour.length > 0) return undefined;
  return refuse(
    'JCM-02',
    byMajority ? 'NO_MAJORITY' : 'NO_CONSENSUS',
    byMajority
      ? `It takes more votes for it than against: ${vote.inFavour.length} to ${vote.against.length}.`
      : `They decide together: against were ${vote.against.join(', ') || 'none, and nobody was for it'}.`,
    { inFavour: vote.inFavour, against: vote.against },
  );
}
