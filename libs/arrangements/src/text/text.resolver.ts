import {
  AsOf,
  AsOfResolver,
  BadQuestion,
  type Database,
  type EventLog,
  InjectDatabase,
  InjectLog,
  latest,
  ReadModel,
} from '#kernel';
import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { consentingParties } from '../arrangement.js';
import { ArrangementView } from '../arrangement.view.js';
import { amendmentForce, generalAmendments, holdsFrom, holdsUntil } from '../amendments/amendment.js';
import { arrangementsProjection } from '../arrangements.projection.js';
import { certainFrom } from '../life-cycle/days.js';
import { preclusion } from '../reservations/reservation.js';
import { pairwiseTexts, textBetween } from './text-version.js';
import { DepositedTextView, PairwiseTextView, TextView, viewPairwise, viewText, viewTexts } from './text.view.js';
import { ParagraphDifference, wordDifferences } from './word-difference.js';

/** Which text governs, as a whole and between any two parties. */
@Resolver(() => ArrangementView)
export class TextResolver {
  private readonly arrangements;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.arrangements = new ReadModel(arrangementsProjection, db, log);
  }

  @ResolveField(() => TextView, {
    description: 'The text on the day asked about, with every amendment that is then in force, whomever it binds',
  })
  consolidatedText(@Parent() { subject, asOf: { effectiveOn: day } }: ArrangementView): TextView {
    const { state } = subject;
    const inForce = generalAmendments(state).flatMap((amendment) => {
      const force = amendmentForce(state, amendment);
      if (force.on === undefined) return [];
      const [on, until] = [holdsFrom(amendment, force.on), holdsUntil(state, amendment)];
      const holds = certainFrom(on) <= day && (until === undefined || day < latest(until));
      return holds ? [{ amendment: amendment.amendment, on, because: force.because }] : [];
    });
    const ordered = inForce.sort((a, b) => (certainFrom(a.on) < certainFrom(b.on) ? -1 : 1));
    const amendments = ordered.map(({ amendment }) => amendment);
    const because = [state.seq, ...ordered.flatMap((entry) => entry.because)];
    return viewText(subject, { version: ['base', ...amendments].join('+'), amendments, because }, day);
  }

  @ResolveField(() => PairwiseTextView, {
    nullable: true,
    description:
      'The text that governs between two parties on the day asked about (AMD-04, AMD-05); null where an objection to a reservation keeps it from being in force between them (VCLT 20(4)(b))',
  })
  textBetween(
    @Parent() { subject, asOf: { effectiveOn: day } }: ArrangementView,
    @Args('a', { type: () => ID, description: 'One party' }) a: string,
    @Args('b', { type: () => ID, description: 'The other party' }) b: string,
  ): PairwiseTextView | null {
    const parties = consentingParties(subject.state);
    for (const party of [a, b])
      if (!parties.includes(party))
        throw new BadQuestion(`${party} is not bound by ${subject.id}; its parties are ${parties.join(', ')}.`);
    if (preclusion(subject.state, a, b, day)) return null;
    return viewPairwise(subject, { ...textBetween(subject.state, a, b, day), between: [[a, b]] }, day);
  }

  @ResolveField(() => [PairwiseTextView], {
    description: 'Every text that governs between some two parties on the day asked about',
  })
  pairwiseTexts(@Parent() { subject, asOf: { effectiveOn: day } }: ArrangementView): PairwiseTextView[] {
    return pairwiseTexts(subject.state, day).map((text) => viewPairwise(subject, text, day));
  }

  @ResolveField(() => [DepositedTextView], {
    description: 'The texts of its instruments by language, those held back by their digest only',
  })
  texts(@Parent() { subject }: ArrangementView): DepositedTextView[] {
    return viewTexts(subject);
  }

  @Query(() => [ParagraphDifference], {
    description: 'What differs word by word between the text of an arrangement as of two pairs of dates.',
  })
  async compareTexts(
    @Args('arrangement', { type: () => ID }) id: string,
    @Args('from', { type: () => AsOf }) from: AsOf,
    @Args('to', { type: () => AsOf }) to: AsOf,
  ): Promise<ParagraphDifference[]> {
    const [before, after] = await Promise.all(
      [from, to].map(async (asked) => {
        const { effectiveOn: day, knownSize } = await this.asOf.resolve(asked);
        const subject = await this.arrangements.one(id, knownSize);
        return subject && { arrangement: subject.state, day };
      }),
    );
    return wordDifferences(before, after);
  }
}
