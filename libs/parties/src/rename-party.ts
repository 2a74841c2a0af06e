import { event, IdField, LocalizedText, PartialDateField, refuse, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { on } from './party.js';

@InputType({ description: 'The party bears another name from a date on; earlier dates keep the earlier one.' })
export class RenameParty {
  @IdField('party') party!: string;
  @ShapeField(() => LocalizedText, { list: true }) names!: LocalizedText[];
  @PartialDateField({ optional: true, description: 'Since when' }) from?: string;
}

export const partyRenamed = event('PartyRenamed', RenameParty, (d) => `Renamed ${d.names[0]?.text ?? ''}`, {
  effective: (d) => ({ from: d.from }),
});

export const renameParty = on(RenameParty, {
  describes: 'Records another name of a party from a date on.',
  records: [partyRenamed],
  mandate: registrars(),
  decide(data) {
    if (data.names.length === 0)
      return refuse('PTY-03', 'NAME_MISSING', 'A party needs at least one name.', { party: data.party });
    return partyRenamed(data);
  },
  evolve: {
    PartyRenamed: (party, { names, from }, { seq }) => ({
      ...party,
      names: [...party.names, { seq, from, value: names }],
    }),
  },
});
