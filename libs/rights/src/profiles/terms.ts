import { ClauseCode, ClauseParameter } from '#arrangements';
import { ChoiceField, choices, CountField, KeyField, Shape, ShapeField, TextField } from '#kernel';
import { Mark } from '../catalogue/terms.js';

export const ProfileKind = choices(
  'ProfileKind',
  {
    MODEL_AGREEMENT: 'A text that parties can take over.',
    GUIDANCE: 'What an agreement should deal with.',
    GOOD_PRACTICE: 'Criteria by which agreements were compared.',
  },
  'What a reference profile is drawn from.',
);
export type ProfileKind = keyof typeof ProfileKind;

export const Strictness = choices(
  'ProfileStrictness',
  {
    MENTION: 'A text that deals with an element meets it, however strongly it binds.',
    STRENGTH: 'A text that only recommends, promises to try or leaves it to national law is weaker.',
  },
  'What it takes to meet an element.',
);
export type Strictness = keyof typeof Strictness;

export const TestOf = choices(
  'TestOf',
  {
    TEXT: 'The text of the arrangement.',
    PROCESS: 'How it came about or is carried out: no text can tell, so it counts against none.',
  },
  'On what an element is tested.',
);
export type TestOf = keyof typeof TestOf;

@Shape('ProfileElement', 'One thing that a reference profile asks of an arrangement, in the words of this registry.')
export class ProfileElement {
  @KeyField({ description: 'Name within the profile' }) element!: string;
  @TextField({ length: 200 }) title!: string;
  @TextField({ optional: true, length: 50, description: 'Article, criterion or page' }) reference?: string;
  @TextField({ optional: true, length: 100, description: 'The part of the profile that it stands in' }) group?: string;
  @ChoiceField(() => ClauseCode, { list: true, description: 'Matters on which a clause can meet it' })
  codes!: ClauseCode[];
  @ChoiceField(() => TestOf, { description: 'On what it is tested' }) testOf!: TestOf;
  @ChoiceField(() => Mark, { description: 'Whether the profile was read on it' }) mark!: Mark;
  @KeyField({ optional: true, description: 'The theme that it is a part of; the two are not counted twice' })
  partOf?: string;
  @ShapeField(() => ClauseParameter, {
    optional: true,
    list: true,
    description: 'Values below which a clause is weaker than the element',
  })
  minimum?: ClauseParameter[];
}

@Shape('ProfileContent', 'What a reference profile asks, as one version has it.')
export class ProfileContent {
  @TextField({ length: 300 }) title!: string;
  @TextField({ length: 300 }) publisher!: string;
  @CountField({ min: 1900 }) year!: number;
  @ChoiceField(() => ProfileKind) kind!: ProfileKind;
  @ChoiceField(() => Strictness, { description: 'What it takes to meet an element' }) strictness!: Strictness;
  @ShapeField(() => ProfileElement, { list: true, description: 'In the order of the profile' })
  elements!: ProfileElement[];
}
