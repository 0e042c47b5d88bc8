import { isWhole, partsOf, type Answered } from '../questions/answered.js';
import { sumOfReaches } from '../questions/reaches-sum.js';
import type { Preview } from './preview.service.js';

/**
 * A preview with the size that one walk came to, in which each person was asked several rules at once: so they add up. Where it
 * was not done in time the preview stays what it was found to be by itself, and is not exact.
 * @param together what was answered of all the rules
 * @param place of the preview's rule among them
 */
export function countedTogether(preview: Preview, together: Answered, place: number): Preview {
  if (!isWhole(together)) return { ...preview, isExact: false };
  const { sizes, outOf } = sumOfReaches(partsOf(together, 'reaches'), place + 1);
  const size = sizes[place] ?? 0;
  // Whom it names was found a moment before or after.
  const profileIds = preview.profileIds.slice(0, size);
  return { ...preview, size, outOf, margin: 0, isExact: true, profileIds };
}
