import { storableText } from '../platform/storable.js';

/** Most members of a household that are shown. */
export const mostMembers = 20;
/** Longest id of a household. */
export const longestHousehold = 512;

/** The one way to write a household's id; null where it is none, as of somebody who left. */
export function normalHousehold(given: string): string | null {
  const household = storableText(given.trim());
  return household === '' || household.length > longestHousehold ? null : household;
}
