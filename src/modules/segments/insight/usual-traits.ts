import type { Traits } from '../../../models/profile/profile-history.js';
import { cityTraits } from '../../../models/segment/insight.js';
import { toFact } from '../meaning/fact-answer.js';
import { labelsOf } from '../meaning/labels-of.js';

/** Most traits that are looked at where nobody says which. */
const mostUsual = 5;
/** Part of the people a trait must be known of. */
const leastKnown = 0.1;
/** Values a trait may have to be readable, and how many people each must stand for on average to tell of no one. */
const mostDifferent = 30;
const leastEach = 5;
/** Told otherwise. */
const leftOut: readonly string[] = [...cityTraits, 'latitude', 'longitude'];

/** The traits that most of these people have, of those with few values: what is worth looking at first. */
export function usualTraits(people: readonly Traits[], outOf: number): string[] {
  const found = new Map<string, { known: number; labels: Set<string> }>();
  for (const traits of people)
    for (const [name, value] of Object.entries(traits)) {
      const fact = toFact(value);
      if (fact === undefined || leftOut.includes(name)) continue;
      const entry = found.get(name) ?? { known: 0, labels: new Set<string>() };
      entry.known++;
      for (const label of labelsOf(fact)) entry.labels.add(label);
      found.set(name, entry);
    }
  return [...found]
    .filter(([, { known, labels }]) => known >= outOf * leastKnown && isTelling(known, labels.size))
    .sort(([one, { known }], [other, more]) => more.known - known || (one < other ? -1 : 1))
    .slice(0, mostUsual)
    .map(([name]) => name);
}

function isTelling(known: number, different: number): boolean {
  return different >= 2 && different <= mostDifferent && known / different >= leastEach;
}
