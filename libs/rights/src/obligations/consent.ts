import { refuse, type Refusal } from '#kernel';
import { latestTerms, type ObligationRecord } from './record.js';

/** GEN-10: only those to whom a duty is owed release it or give more time; each of them consents for itself. */
export function checkConsent(
  { consentOf }: { consentOf: readonly string[] },
  record: ObligationRecord,
): Refusal | undefined {
  const { counterparties } = latestTerms(record);
  if (consentOf.length === 0)
    return refuse('GEN-10', 'CONSENT_MISSING', 'Name in consentOf whose consent this is.', { counterparties });
  const stranger = consentOf.find((party) => !counterparties.includes(party));
  return stranger === undefined
    ? undefined
    : refuse(
        'GEN-10',
        'NO_AUTHORITY',
        `The duty is not owed to ${stranger}: ${counterparties.join(', ') || 'nobody'} can release it or give more time.`,
        { party: stranger, counterparties },
      );
}
