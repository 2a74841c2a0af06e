import { ClauseCode, ClauseView, type Modality } from '#arrangements';
import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'What the text of an arrangement leaves open, clause by clause, on the day asked about.' })
export class TextAudit {
  @Field(() => [ClauseView], { description: 'Read, and the text says nothing of it (CLA-05)' }) silent!: ClauseView[];
  @Field(() => [ClauseCode], { description: 'Rights of workers on which nobody has read the text yet (CLA-05)' })
  notCoded!: ClauseCode[];
  @Field(() => [ClauseView], { description: 'It recommends, promises to try, or leaves it to national law' })
  weak!: ClauseView[];
  @Field(() => [ClauseView], { description: 'A firm duty that nothing measures (CLA-06)' }) unmeasured!: ClauseView[];
  @Field(() => [ClauseView], { description: 'The coder could not tell what it says, or how firmly' })
  unclear!: ClauseView[];
}

/** Matters of governance and process: a text that is silent on them leaves no right of workers open. */
const PROCESS: readonly ClauseCode[] = ['NORM', 'AUTH', 'EXIN', 'ADMN', 'DOCV', 'QUOT', 'TRVL', 'TAXN', 'FINP', 'SEAS'];
/** The matters that are rights of workers. */
export const RIGHTS = (Object.keys(ClauseCode) as ClauseCode[]).filter((code) => !PROCESS.includes(code));

const WEAK: readonly Modality[] = ['SHOULD', 'ENDEAVOURS', 'REFERS_TO_NATIONAL_LAW'];

/** CLA-05 and CLA-06: silent, not read, weak, unmeasured and unclear are five facts. Pure. */
export function auditText(clauses: readonly ClauseView[]): TextAudit {
  const present = clauses.filter(({ content }) => content.answer === 'PRESENT');
  const coded = new Set(clauses.map(({ code }) => code));
  return {
    silent: clauses.filter(({ content }) => content.answer === 'SILENT'),
    notCoded: RIGHTS.filter((code) => !coded.has(code)),
    weak: present.filter(({ content }) => WEAK.includes(content.modality)),
    unmeasured: present.filter(({ content }) => content.modality === 'SHALL' && !content.indicator),
    unclear: clauses.filter(
      ({ content }) =>
        content.answer === 'INCONCLUSIVE' || (content.answer === 'PRESENT' && content.modality === 'NOT_CODED'),
    ),
  };
}
