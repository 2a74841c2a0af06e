import { commandsOf, type LocalizedText, type Stated } from '#kernel';
import type { Ratification } from './convention.js';
import type { CodeSystem } from './party-code.js';
import type { PartyKind } from './register-party.js';

/** A party as registered; its names by date. */
export interface Party {
  seq: number;
  kind: PartyKind;
  codeSystem: CodeSystem;
  code: string;
  partOf?: string;
  names: Stated<LocalizedText[]>[];
  ratifications: Ratification[];
}

export const { opens, on } = commandsOf<Party>();
