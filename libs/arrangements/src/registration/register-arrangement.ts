import { countryOf, type Party, partyDecider } from '#parties';
import {
  ChoiceField,
  type Context,
  event,
  IdField,
  LocalizedText,
  refuse,
  type Refusal,
  registrars,
  ShapeField,
  TextField,
} from '#kernel';
import { InputType } from '@nestjs/graphql';
import { isConsenting, opens } from '../arrangement.js';
import { isIscoCode } from './isco-08.js';
import { ArrangementParty, Bindingness, InstrumentType, Kind, Level, Scope } from './terms.js';

@InputType({
  description: 'An arrangement between parties on the recruitment, work, training, recognition or return of workers.',
})
export class RegisterArrangement {
  @IdField('arrangement') arrangement!: string;
  @ChoiceField(() => Kind) kind!: Kind;
  @ChoiceField(() => Level) level!: Level;
  @ChoiceField(() => InstrumentType) instrumentType!: InstrumentType;
  @TextField({ optional: true, length: 300, description: 'What the source calls the instrument' })
  instrumentAsStated?: string;
  @ChoiceField(() => Bindingness) bindingness!: Bindingness;
  @ShapeField(() => LocalizedText, { list: true }) titles!: LocalizedText[];
  @ShapeField(() => ArrangementParty, { list: true }) parties!: ArrangementParty[];
  @ShapeField(() => Scope) scope!: Scope;
  @TextField({ sealed: true, optional: true, description: 'A remark for readers' }) remark?: string;
}

export const arrangementRegistered = event(
  'ArrangementRegistered',
  RegisterArrangement,
  (d) =>
    `Registered: ${d.titles[0]?.text ?? d.arrangement}, ${d.kind.toLowerCase()}, between ${d.parties.map((entry) => entry.party).join(', ')}`,
);

export const registerArrangement = opens(RegisterArrangement, {
  describes:
    'Registers an arrangement with its parties, instrument and scope. Its acts, clauses and numbers are recorded after it.',
  records: [arrangementRegistered],
  mandate: registrars((data) => data.parties.map((entry) => entry.party)),
  reads: (data) => data.parties.map((entry) => entry.party),
  decide: (data, _, context) =>
    (data.titles.length === 0
      ? refuse('CLA-01', 'TITLE_MISSING', 'An arrangement needs at least one title.')
      : undefined) ??
    checkParties(data, context) ??
    checkScope(data.scope) ??
    arrangementRegistered(data),
  evolve: {
    ArrangementRegistered: (_, d, { seq, effective }) => ({
      seq,
      kind: d.kind,
      level: d.level,
      instrumentType: d.instrumentType,
      instrumentAsStated: d.instrumentAsStated,
      bindingness: d.bindingness,
      titles: [{ seq, value: d.titles }],
      scopes: [{ seq, value: d.scope }],
      parties: d.parties.map((entry) => ({ ...entry, seq, from: effective.from })),
      acts: [],
      finalClauses: [],
      entryIntoForceStated: [],
      renewals: [],
      ends: [],
      suspensions: [],
      denunciations: [],
      nonRenewals: [],
      measures: [],
      succession: [],
      statusReports: [],
      operations: [],
      amendments: [],
      amendmentRules: [],
      clauses: [],
      reservations: [],
      nonApplications: [],
      provisionalAgreements: [],
      provisionalEnds: [],
      discharges: [],
      texts: [],
      claims: [],
      resolutions: [],
      jointCommittees: [],
      committeeRules: [],
      meetings: [],
      actionItems: [],
      remarks: d.remark ? [{ seq, text: d.remark }] : [],
    }),
  },
});

/** PTY-01, PTY-02, PTY-03, PTY-04 and PTY-05, on the registered parties. */
function checkParties(data: RegisterArrangement, context: Context): Refusal | undefined {
  const unknown = data.parties.find((entry) => !context.other(partyDecider, entry.party));
  if (unknown)
    return refuse('PTY-03', 'UNKNOWN_PARTY_CODE', `${unknown.party} is not registered as a party: register it first.`, {
      party: unknown.party,
    });
  const consenting = data.parties.filter(isConsenting);
  const sides = sidesOf(consenting, context);
  const isBoth = consenting.length > 0 && consenting.every((entry) => entry.role === 'BOTH');
  const hasRoles = ['ORIGIN', 'DESTINATION'].every((role) =>
    consenting.some((entry) => entry.role === role || entry.role === 'BOTH'),
  );
  if (!isBoth && !hasRoles)
    return refuse(
      'PTY-04',
      'ROLE_MISSING',
      'An arrangement needs at least one origin and one destination, or parties that are all both.',
      {
        roles: consenting.map((entry) => entry.role),
      },
    );
  if (data.kind === 'BILATERAL' && sides.length < 2)
    return refuse('PTY-05', 'SAME_PARTY', 'The two sides of a bilateral arrangement must be different countries.', {
      sides,
    });
  if (data.kind === 'BILATERAL' && sides.length > 2)
    return refuse(
      'PTY-01',
      'PARTY_COUNT',
      `A bilateral arrangement has two sides; these are ${sides.length}: ${sides.join(', ')}.`,
      { sides },
    );
  const parties = [...new Set(data.parties.map((entry) => entry.party))];
  if (data.kind === 'MULTILATERAL' && parties.length < 3)
    return refuse(
      'PTY-02',
      'PARTY_COUNT',
      `A multilateral arrangement has three or more parties; ${parties.length} are named.`,
      { parties },
    );
  return undefined;
}

/** The side of a bilateral arrangement that a party stands on: its country, or the body that it belongs to, or itself. */
const sideOf = (party: Party, id: string): string =>
  countryOf(party.codeSystem, party.code) ?? party.partOf?.slice('party-'.length).toUpperCase() ?? id;

/** The sides on which consenting parties stand. */
export const sidesOf = (entries: readonly ArrangementParty[], context: Context): string[] => [
  ...new Set(entries.filter(isConsenting).map(({ party }) => sideOf(context.other(partyDecider, party)!, party))),
];

/** Occupations are groups of ISCO-08. */
export function checkScope(scope: Scope): Refusal | undefined {
  const unknown = scope.occupations.find((code) => !isIscoCode(code));
  return unknown
    ? refuse('QUO-15', 'UNKNOWN_OCCUPATION', `${unknown} is not a group of ISCO-08.`, { code: unknown })
    : undefined;
}
