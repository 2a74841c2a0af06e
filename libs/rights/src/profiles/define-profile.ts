import { type ClauseCode } from '#arrangements';
import { type Context, event, IdField, refuse, type Refusal, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { catalogueDecider } from '../catalogue/catalogue.decider.js';
import { contentOn, entryOf } from '../catalogue/entry.js';
import type { ParameterType } from '../catalogue/terms.js';
import { opens } from './profile.js';
import { ProfileContent } from './terms.js';

@InputType({ description: 'A reference profile: what a model agreement, a guidance or a list of good practices asks.' })
export class DefineProfile {
  @IdField('profile', { description: 'Its id, from now on' }) profile!: string;
  @ShapeField(() => ProfileContent, { description: 'What it asks' }) content!: ProfileContent;
}

export const profileDefined = event(
  'ProfileDefined',
  DefineProfile,
  ({ content }) => `Profile defined: ${content.title}, ${content.elements.length} elements`,
);

/** The entries of the catalogue that its elements name. */
export const entriesOf = ({ content }: { content: ProfileContent }): string[] => [
  ...new Set(content.elements.flatMap(({ codes }) => codes.map(entryOf))),
];

export const defineProfile = opens(DefineProfile, {
  describes: 'Defines a reference profile that arrangements are held against, element by element.',
  records: [profileDefined],
  mandate: { roles: ['SECRETARIAT'] },
  reads: entriesOf,
  decide: (data, _, context) => checkProfile(data.content, context) ?? profileDefined(data),
  evolve: {
    ProfileDefined: (_, { content }, { seq, effective }) => ({
      seq,
      versions: [{ seq, ...effective, value: content }],
    }),
  },
});

/**
 * GEN-02: an element has one name. CLA-01: it names matters that the catalogue has in use, and least values that the catalogue
 * knows of them; what is out of use is never cited again.
 */
export function checkProfile({ elements }: ProfileContent, context: Context): Refusal | undefined {
  const names = elements.map(({ element }) => element);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) return refuse('GEN-02', 'NAMED_TWICE', `Two elements are named ${twice}.`, { element: twice });
  const byName = new Map(elements.map((element) => [element.element, element]));
  for (const { element, partOf, codes, minimum = [], testOf } of elements) {
    const facts = { element };
    const above: string[] = [element];
    for (let theme = partOf; theme !== undefined; theme = byName.get(theme)?.partOf) {
      if (!byName.has(theme) || above.includes(theme))
        return refuse('CLA-01', 'THEME_UNCLEAR', `${element} is a part of ${theme}, which is no theme above it.`, {
          ...facts,
          partOf: theme,
        });
      above.push(theme);
    }
    if (testOf === 'TEXT' && codes.length === 0)
      return refuse(
        'CLA-01',
        'NO_MATTER',
        `${element} is tested on the text: name the matters that it is about.`,
        facts,
      );
    const entries = codes.map((code) => ({ code, entry: context.other(catalogueDecider, entryOf(code)) }));
    const missing = entries.find(({ entry }) => !entry || entry.closed);
    if (missing)
      return refuse(
        'CLA-01',
        'CODE_NOT_IN_USE',
        `${element} names ${missing.code}, which the catalogue ${missing.entry ? 'took out of use' : 'does not have'}.`,
        { ...facts, code: missing.code },
      );
    const known = new Map<string, ParameterType>(
      entries.flatMap(({ entry }) =>
        contentOn(entry!, context.today).value.parameters.map(({ name, type }) => [name, type] as const),
      ),
    );
    const unknown = minimum.find(({ name, number, flag, members }) => {
      const value = { NUMBER: number, FLAG: flag, SET: members };
      const type = known.get(name);
      return type === undefined || value[type] === undefined;
    });
    if (unknown)
      return refuse(
        'CLA-01',
        'PARAMETER_UNKNOWN',
        `${element} sets a least value of ${unknown.name}, which is no parameter of that kind of ${codes.join(', ')} in the catalogue.`,
        { ...facts, parameter: unknown.name, codes: codes as ClauseCode[] },
      );
  }
  return undefined;
}
