import { partyDecider } from '#parties';
import { event, IdField, PartialDateField, refuse, registrars, ShapeField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { isParty, on } from '../arrangement.js';
import { sidesOf } from './register-arrangement.js';
import { ArrangementParty } from './terms.js';

@InputType({ description: 'A further party takes part from a date on, e.g. a spoke that joins a hub.' })
export class AddParty {
  @IdField('arrangement') arrangement!: string;
  @ShapeField(() => ArrangementParty) party!: ArrangementParty;
  @PartialDateField({ optional: true, description: 'Since when' }) from?: string;
}

export const partyAdded = event(
  'PartyAdded',
  AddParty,
  (d) => `${d.party.party} takes part${d.from ? ` from ${d.from}` : ''}`,
  {
    effective: (d) => ({ from: d.from }),
  },
);

export const addParty = on(AddParty, {
  describes: 'Adds a party that joined later.',
  records: [partyAdded],
  mandate: registrars((data) => [data.party.party]),
  reads: (data, { parties }) => [data.party.party, ...parties.map((entry) => entry.party)],
  decide(data, arrangement, context) {
    const { party } = data.party;
    if (!context.other(partyDecider, party))
      return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${party} is not registered as a party: register it first.`, {
        party,
      });
    if (arrangement.kind === 'BILATERAL' && sidesOf([...arrangement.parties, data.party], context).length > 2)
      return refuse(
        'PTY-01',
        'PARTY_COUNT',
        'A bilateral arrangement has two sides and takes no third; add funders, implementers or providers, or register another arrangement.',
        { party },
      );
    if (isParty(arrangement, party))
      return refuse('PTY-07', 'ALREADY_A_PARTY', `${party} is already a party.`, { party });
    return partyAdded(data);
  },
  evolve: {
    PartyAdded: (arrangement, { party, from }, { seq }) => ({
      ...arrangement,
      parties: [...arrangement.parties, { ...party, seq, from }],
    }),
  },
});
