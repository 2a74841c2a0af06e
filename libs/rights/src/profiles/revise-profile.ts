import { event, IdField, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { checkProfile, entriesOf } from './define-profile.js';
import { on } from './profile.js';
import { ProfileContent } from './terms.js';

@InputType({ description: 'A new version of a reference profile, as a whole; earlier days keep the earlier one.' })
export class ReviseProfile {
  @IdField('profile', { description: 'The profile' }) profile!: string;
  @ShapeField(() => ProfileContent, { description: 'What it asks now' }) content!: ProfileContent;
}

export const profileRevised = event(
  'ProfileRevised',
  ReviseProfile,
  ({ content }) => `Profile revised: ${content.elements.length} elements`,
);

export const reviseProfile = on(ReviseProfile, {
  describes: 'Puts a new version of a reference profile in place, since the day that provenance.effective names.',
  records: [profileRevised],
  mandate: { roles: ['SECRETARIAT'] },
  reads: entriesOf,
  decide: (data, _, context) => checkProfile(data.content, context) ?? profileRevised(data),
  evolve: {
    ProfileRevised: (profile, { content }, { seq, effective }) => ({
      ...profile,
      versions: [...profile.versions, { seq, ...effective, value: content }],
    }),
  },
});
