import type { JsonObject } from '../../models/event/event-envelope.js';
import { plainName } from '../../models/event/vocabulary/plain-name.js';
import type { Traits } from '../../models/profile/profile-history.js';
import { normalHousehold } from '../profiles/households.service.js';

/** Whether a group is a household: its traits say so, by `type` or `groupType`. */
export function isHousehold(groupTraits: JsonObject | null | undefined): boolean {
  return Object.entries(groupTraits ?? {}).some(
    ([name, value]) => ['type', 'grouptype'].includes(plainName(name)) && typeof value === 'string' && plainName(value) === 'household', // prettier-ignore
  );
}

/**
 * The household that a person's traits name: its id, or null where they say that there is none any more. Undefined where
 * they say nothing of it, or nothing that could be an id.
 */
export function householdIn(traits: Traits | undefined): string | null | undefined {
  for (const [name, value] of Object.entries(traits ?? {})) {
    if (plainName(name) !== 'householdid') continue;
    if (value === null || value === '') return null;
    if (typeof value !== 'string' && !Number.isSafeInteger(value)) return undefined;
    return normalHousehold(String(value)) ?? undefined;
  }
  return undefined;
}
