import {
  ChoiceField,
  choices,
  event,
  IdField,
  LocalizedText,
  refuse,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { opens } from './party.js';
import { CodeSystem, isPartyCode } from './party-code.js';

export const PartyKind = choices(
  'PartyKind',
  {
    STATE: 'A state.',
    SUB_NATIONAL_UNIT: 'A province, state or region of a state.',
    AGENCY: 'A ministry, agency or other public body.',
    REGIONAL_ORGANISATION: 'An organisation of states of one region, e.g. the European Union.',
    INTERNATIONAL_ORGANISATION: 'An organisation of states at large, e.g. the ILO.',
    EMPLOYER: 'An employer.',
    EMPLOYERS_ORGANISATION: 'An organisation of employers.',
    TRADE_UNION: 'A trade union or federation of unions.',
    TRAINING_PROVIDER: 'A school, college or other provider of training.',
    OTHER: 'Any other organisation.',
  },
  'What a party is.',
);
export type PartyKind = keyof typeof PartyKind;

@InputType({ description: 'A state, unit, agency or organisation that can take part in arrangements.' })
export class RegisterParty {
  @IdField('party') party!: string;
  @ChoiceField(() => PartyKind) kind!: PartyKind;
  @ChoiceField(() => CodeSystem) codeSystem!: CodeSystem;
  @TextField({ length: 40, description: 'e.g. DE, CA-MB, ILO' }) code!: string;
  @ShapeField(() => LocalizedText, { list: true, description: 'At least one' }) names!: LocalizedText[];
  @IdField('party', { optional: true, description: 'The state or organisation that it belongs to' }) partOf?: string;
}

export const partyRegistered = event(
  'PartyRegistered',
  RegisterParty,
  (d) => `${d.names[0]?.text ?? d.code} (${d.code}) registered as a party`,
);

export const registerParty = opens(RegisterParty, {
  describes: 'Registers a state, unit, agency or organisation.',
  records: [partyRegistered],
  mandate: registrars(),
  /** PTY-03. */
  decide(data) {
    if (!isPartyCode(data.codeSystem, data.code))
      return refuse(
        'PTY-03',
        'UNKNOWN_PARTY_CODE',
        `${data.code} is not a code of ${data.codeSystem.replaceAll('_', ' ')}.`,
        {
          codeSystem: data.codeSystem,
          code: data.code,
        },
      );
    if (data.names.length === 0)
      return refuse('PTY-03', 'NAME_MISSING', 'A party needs at least one name.', { party: data.party });
    return partyRegistered(data);
  },
  evolve: {
    PartyRegistered: (_, { party: _id, names, ...stated }, { seq, effective }) => ({
      ...stated,
      seq,
      names: [{ seq, from: effective.from, value: names }],
      ratifications: [],
    }),
  },
});
