import type { KeyObject } from 'node:crypto';
import { outcomeTypes } from '../../models/decision/decision-outcome.entity.js';
import type { LogEntry } from '../../models/event/log-entry.js';
import type { Outcome } from './decisions.repository.js';
import { verifyToken } from './tracking-token.js';

/** Why an event's token does not count. */
export type RefusedToken = 'missing' | 'forged' | 'other-tenant';

/**
 * Finds what came of offers among events. A token counts only if we signed it, and only for the tenant that sends it
 * back; of the same offer and kind the first is kept.
 */
export function readOutcomes(
  key: KeyObject,
  entries: readonly LogEntry[],
): { outcomes: Outcome[]; refused: Record<RefusedToken, number> } {
  const outcomes = new Map<string, Outcome>();
  const refused = { missing: 0, forged: 0, 'other-tenant': 0 };
  for (const { tenantId, type: eventType, properties, occurredAt, currentProfileId: profileId } of entries) {
    const type = outcomeTypes.find((outcome) => outcome === eventType);
    if (!type) continue;
    const token = properties['trackingToken'];
    if (typeof token !== 'string') {
      // Most leads come of no offer.
      if (type !== 'LEAD_SUBMITTED') refused.missing++;
      continue;
    }
    const offer = verifyToken(key, token);
    if (!offer) refused.forged++;
    else if (offer.tenantId !== tenantId) refused['other-tenant']++;
    else {
      const id = `${offer.decisionId} ${offer.position} ${type}`;
      if (!outcomes.has(id)) outcomes.set(id, { ...offer, type, occurredAt, profileId });
    }
  }
  return { outcomes: [...outcomes.values()], refused };
}
