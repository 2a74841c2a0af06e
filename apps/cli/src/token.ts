import { LocalIssuer } from '#access';
import { Role } from '#kernel';
import { readSettings } from '#registry';
import { CommandFailed, Exit, print } from './output.js';

/** Signs a token with the local issuer's key. */
export async function token({
  as,
  party,
  subject,
  hours,
  json,
}: {
  as: string;
  party?: string;
  subject?: string;
  hours: string;
  json: boolean;
}): Promise<void> {
  const settings = readSettings(process.env);
  if (settings.OIDC_ISSUER)
    throw new CommandFailed(
      Exit.USAGE,
      `Tokens come from ${settings.OIDC_ISSUER} here; ask it for one, or unset OIDC_ISSUER.`,
    );
  const role = as.toUpperCase();
  if (!(role in Role))
    throw new CommandFailed(Exit.USAGE, `--as ${as}: must be one of ${Object.keys(Role).join(', ').toLowerCase()}.`);
  if (role === 'GOVERNMENT' && !party)
    throw new CommandFailed(Exit.USAGE, 'A government acts for a party: add --party, e.g. --party DE.');
  const valid = Number(hours);
  if (!Number.isInteger(valid) || valid < 1 || valid > 24 * 365)
    throw new CommandFailed(Exit.USAGE, `--hours ${hours}: must be a whole number from 1 to 8760.`);
  const partyId = party && (party.startsWith('party-') ? party : `party-${party}`).toLowerCase();
  if (partyId && !/^party-[a-z0-9-]{1,100}$/.test(partyId))
    throw new CommandFailed(Exit.USAGE, `--party ${party}: must be a code like DE or an id like party-de.`);
  const issuer = await LocalIssuer.open(settings.DATA_DIR);
  const signed = await issuer.sign(
    {
      subject: subject ?? `local-${role.toLowerCase()}${partyId ? `-${partyId.slice('party-'.length)}` : ''}`,
      role,
      party: partyId,
    },
    valid,
  );
  print(json, { token: signed, role, party: partyId ?? null, hours: valid }, [signed]);
}
