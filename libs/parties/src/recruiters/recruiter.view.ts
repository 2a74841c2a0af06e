import { AsOfUsed, EvidenceView, Node, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { JointLiabilityView, WithdrawalView } from '../employers/employer.view.js';
import { AppealRoute } from '../permissions/appeal-route.js';
import { Until } from '../permissions/until.js';
import { certificateHolds, type Licence, licenceHolds, liabilitiesOn, licenceOn, type Recruiter } from './recruiter.js';

@ObjectType('LicenceSuspension', { description: 'A licence rests for a time.' })
export class LicenceSuspensionView {
  @Field(() => ID) suspension!: string;
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => Until, { description: 'How long it is meant to last' }) until!: Until;
  @Field({ description: 'Why' }) ground!: string;
  @Field(() => AppealRoute, { description: 'Whether and how it can be contested' }) appeal!: AppealRoute;
  @Field(() => PartialDateScalar, { nullable: true, description: 'First day on which the licence holds again' })
  restoredOn?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('RecruiterLicence', { description: 'The permission of one jurisdiction to recruit (EMP-04).' })
export class LicenceView {
  @Field(() => ID, { description: 'Its name within the recruiter’s record' }) licence!: string;
  @Field(() => ID, { description: 'The state in whose law it holds' }) jurisdiction!: string;
  @Field(() => ID, { description: 'The authority' }) by!: string;
  @Field(() => String, { nullable: true, description: 'In the register of the authority' }) number?: string;
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => Until, { description: 'How long it is meant to last' }) until!: Until;
  @Field(() => [LicenceSuspensionView], { description: 'Times for which it rests' })
  suspensions!: LicenceSuspensionView[];
  @Field(() => WithdrawalView, { nullable: true, description: 'null: it was not withdrawn' })
  withdrawn?: WithdrawalView;
  @Field({ description: 'It surely holds on the day asked about, and does not rest' }) holds!: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('RecruiterCertificate', { description: 'A certificate of good practice; it licenses nobody (EMP-04).' })
export class CertificateView {
  @Field(() => ID, { description: 'Its name within the recruiter’s record' }) certificate!: string;
  @Field({ description: 'e.g. IRIS' }) scheme!: string;
  @Field({ description: 'Who issued it' }) issuer!: string;
  @Field(() => PartialDateScalar) from!: string;
  @Field(() => PartialDateScalar, { nullable: true, description: 'Last day; null: its source does not tell' })
  lastDay?: string;
  @Field(() => WithdrawalView, { nullable: true, description: 'null: it was not withdrawn' })
  withdrawn?: WithdrawalView;
  @Field(() => Boolean, { nullable: true, description: 'On the day asked about; null: nobody tells when it expires' })
  holds?: boolean;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}

@ObjectType('Recruiter', { implements: () => [Node], description: 'A recruiter that places workers.' })
export class RecruiterView extends Node {
  @Field() name!: string;
  @Field(() => ID, { description: 'The state where it is established' }) country!: string;
  @Field(() => ID, { nullable: true, description: 'The party that it is, if registered as one' }) party?: string;
  @Field(() => [LicenceView], { description: 'Every licence on record' }) licences!: LicenceView[];
  @Field(() => [CertificateView], { description: 'Every certificate on record' }) certificates!: CertificateView[];
  @Field(() => [JointLiabilityView], { description: 'With whom it is jointly liable on the day asked about' })
  jointLiabilities!: JointLiabilityView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
  /** The fold that it shows, for fields with arguments. */
  subject!: Subject<Recruiter>;
}

/** A recruiter as it stands on a day: pure, from its fold as known at a size. */
export function viewRecruiter(subject: Subject<Recruiter>, asOf: AsOfUsed): RecruiterView {
  const { seq, licences, certificates, liabilities: _, ...stated } = subject.state;
  const witness = new Witness(subject);
  return Object.assign(new RecruiterView(), stated, {
    id: subject.id,
    subject,
    licences: licences.map((licence) => viewLicence(licence, witness, asOf)),
    certificates: certificates.map(({ seq: made, ended, ...certificate }) => ({
      ...certificate,
      withdrawn: ended,
      holds: certificateHolds({ seq: made, ended, ...certificate }, asOf.effectiveOn),
      evidence: witness.of(made, ...(ended ? [ended.seq] : [])),
    })),
    jointLiabilities: viewLiabilities(subject, asOf),
    evidence: witness.of(seq),
    asOf,
  });
}

/** The licence of a jurisdiction that holds on the day of the answer. */
export function viewLicenceIn({ subject, asOf }: RecruiterView, jurisdiction: string): LicenceView | null {
  const licence = licenceOn(subject.state, jurisdiction, asOf.effectiveOn);
  return licence ? viewLicence(licence, new Witness(subject), asOf) : null;
}

/** With whom it is jointly liable on a day; with one employer only, where one is asked for. */
export function viewLiabilities(subject: Subject<Recruiter>, asOf: AsOfUsed, employer?: string): JointLiabilityView[] {
  const witness = new Witness(subject);
  return liabilitiesOn(subject.state, asOf.effectiveOn)
    .filter((liability) => employer === undefined || liability.employer === employer)
    .map(({ seq, liability: _, ...stated }) => ({ ...stated, recruiter: subject.id, evidence: witness.of(seq) }));
}

function viewLicence(licence: Licence, witness: Witness, { effectiveOn }: AsOfUsed): LicenceView {
  const { seq, suspensions, ended, ...stated } = licence;
  return {
    ...stated,
    suspensions: suspensions.map(({ seq: made, ended: restored, ...suspension }) => ({
      ...suspension,
      restoredOn: restored?.on,
      evidence: witness.of(made, ...(restored ? [restored.seq] : [])),
    })),
    withdrawn: ended,
    holds: licenceHolds(licence, effectiveOn),
    evidence: witness.of(seq, ...(ended ? [ended.seq] : [])),
  };
}
