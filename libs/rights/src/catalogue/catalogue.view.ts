import { ClauseCode, ClauseElement, CLAUSES } from '#arrangements';
import { AsOfUsed, EvidenceView, Node, PartialDateScalar, type Subject, Witness } from '#kernel';
import { Field, ID, ObjectType } from '@nestjs/graphql';
import { type CatalogueEntry, contentOn, EntryStatus, statusOn } from './entry.js';
import { CatalogueParameter, LegalBasis } from './terms.js';

@ObjectType('CatalogueClause', {
  implements: () => [Node],
  description: 'What the clause catalogue holds of one matter, in the version of the day asked about.',
})
export class CatalogueClauseView extends Node {
  @Field(() => ClauseCode) code!: ClauseCode;
  @Field() title!: string;
  @Field(() => EntryStatus, { description: 'On the day asked about' }) status!: EntryStatus;
  @Field(() => ID, { nullable: true, description: 'The entry that it moved to or is a part of' }) into?: string;
  @Field(() => [LegalBasis], { description: 'Where international law deals with it: show the mark with the article' })
  basis!: LegalBasis[];
  @Field(() => [CatalogueParameter], { description: 'Values that clauses on it set' })
  parameters!: CatalogueParameter[];
  @Field(() => [ClauseElement], { description: 'What a clause on it has to say beside the duty' })
  requires!: ClauseElement[];
  @Field(() => PartialDateScalar, { nullable: true, description: 'Since when; null: since the beginning' })
  since?: string;
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
  @Field(() => AsOfUsed, { description: 'The dates that this answer is for' }) asOf!: AsOfUsed;
}

/** An entry of the catalogue as it stands on a day. */
export function viewEntry(subject: Subject<CatalogueEntry>, asOf: AsOfUsed): CatalogueClauseView {
  const { code, closed, seq } = subject.state;
  const { value, from, seq: stated } = contentOn(subject.state, asOf.effectiveOn);
  const status = statusOn(subject.state, asOf.effectiveOn);
  const isClosed = status !== 'ACTIVE';
  return Object.assign(new CatalogueClauseView(), {
    id: subject.id,
    code,
    title: CLAUSES[code].title,
    status,
    into: isClosed ? closed?.into : undefined,
    ...value,
    since: from,
    evidence: new Witness(subject).of(seq, stated, ...(isClosed ? [closed!.seq] : [])),
    asOf,
  });
}
