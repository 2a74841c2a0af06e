import { choices } from '../shapes/fields.js';

export const Role = choices(
  'Role',
  {
    GOVERNMENT: 'Acts for a party to arrangements: its own signatures, consents, notices and measures.',
    DEPOSITARY: 'Keeps the original of a multilateral text and records deposits (VCLT 76 to 78).',
    SECRETARIAT: 'Keeps the registry: transcribes sources and corrects records.',
    UNION: 'A trade union: reports, findings, claims.',
    EMPLOYER: 'An employer or employers\u2019 organisation: reports, evidence, claims.',
    OPERATOR: 'Runs the installation; writes no domain event.',
  },
  'In which capacity an actor speaks (GEN-09).',
);
export type Role = keyof typeof Role;

/** Who issues a command, as its token says (GEN-01). `id` is opaque and names no person. */
export interface Actor {
  id: string;
  role: Role;
  /** Id of the party that it acts for, e.g. `party-de`. */
  onBehalfOf?: string;
}
