import { type CaseFile, idOf, lastOf, RemedyKind, standingRemedies, verifiedOn } from '#cases';
import { EvidenceView, type PlainDate, PlainDateScalar, type Subject, Witness } from '#kernel';
import { liabilitiesOn, type Recruiter } from '#parties';
import { Field, ID, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What another has to mend and an employer answers for as well (EMP-05).' })
export class SharedRemedy {
  @Field(() => ID, { description: 'The case in which it was ordered' }) caseId!: string;
  @Field(() => ID, { description: 'Its name within the case' }) remedy!: string;
  @Field(() => RemedyKind, { description: 'What kind' }) kind!: RemedyKind;
  @Field(() => ID, { description: 'Who has to do it' }) owner!: string;
  @Field(() => PlainDateScalar, { description: 'Last day' }) dueOn!: string;
  @Field({ description: 'Its last day is over, and nobody has verified that it is done' }) overdue!: boolean;
  @Field({ description: 'Why the employer answers for it' }) says!: string;
  @Field(() => [EvidenceView], { description: 'The order, and what makes the employer liable' })
  evidence!: EvidenceView[];
}

/**
 * EMP-05: the remedies that are open on a day, of others than the employer, for which it is liable: by the order itself, or
 * because a text makes it liable with the recruiter for the days of the facts. Pure.
 */
export const sharedRemediesOf = (
  employer: string,
  cases: readonly Subject<CaseFile>[],
  recruiters: readonly Subject<Recruiter>[],
  day: PlainDate,
): SharedRemedy[] =>
  cases.flatMap((subject) =>
    standingRemedies(subject.state, day).flatMap((remedy): SharedRemedy[] => {
      const owner = idOf(remedy.owner);
      const cause = owner === employer ? undefined : causeOf(employer, subject.state, remedy, recruiters);
      if (!cause || verifiedOn(remedy, day) !== undefined) return [];
      return [
        {
          caseId: subject.id,
          remedy: remedy.remedy,
          kind: remedy.kind,
          owner,
          dueOn: remedy.dueOn,
          overdue: remedy.dueOn < day,
          says: `${owner} has to mend it by ${remedy.dueOn}; ${employer} is liable with it ${cause.says}.`,
          evidence: [...new Witness(subject).of(remedy.seq), ...cause.evidence],
        },
      ];
    }),
  );

type Ordered = ReturnType<typeof standingRemedies>[number];

function causeOf(
  employer: string,
  file: CaseFile,
  { liableWith, owner }: Ordered,
  recruiters: readonly Subject<Recruiter>[],
): { says: string; evidence: EvidenceView[] } | undefined {
  const named = liableWith?.find(({ who }) => idOf(who) === employer);
  if (named) return { says: `by clause ${named.clause}`, evidence: [] };
  const recruiter = recruiters.find(({ id }) => id === owner.recruiter);
  const liability =
    recruiter &&
    liabilitiesOn(recruiter.state, lastOf(file.facts)).find(
      (entry) =>
        entry.employer === employer && (entry.arrangement === undefined || entry.arrangement === file.arrangement),
    );
  return (
    liability && {
      says: `by ${liability.law ?? `clause ${liability.clause} of ${liability.arrangement}`}`,
      evidence: new Witness(recruiter).of(liability.seq),
    }
  );
}
