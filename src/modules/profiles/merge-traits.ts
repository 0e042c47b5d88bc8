import type { Traits } from '../../models/profile/profile-history.js';

/** Traits with the moment each was stated, milliseconds since the epoch. */
export interface DatedTraits {
  readonly traits: Traits;
  readonly traitsAt: Readonly<Record<string, number>>;
}

/** Traits as they were written down (by us: they are looked at, not parsed anew). */
export function readToldTraits(json: string): DatedTraits {
  const told: unknown = JSON.parse(json);
  if (isDatedTraits(told)) return told;
  throw new Error('What was told of a person is not in a form we wrote.');
}

function isDatedTraits(told: unknown): told is DatedTraits {
  return typeof told === 'object' && told !== null && 'traits' in told && 'traitsAt' in told;
}

/** Nothing said yet. */
export const noTraits: DatedTraits = { traits: {}, traitsAt: {} };

/** Every trait of one statement, dated by it. */
export function stated(traits: Traits, at: number): DatedTraits {
  return { traits, traitsAt: Object.fromEntries(Object.keys(traits).map((key) => [key, at])) };
}

/**
 * The later statement of each trait wins. At the same instant the greater text wins, so that the outcome never depends
 * on the order of arrival: merging is commutative, associative and idempotent.
 */
export function mergeTraits(one: DatedTraits, other: DatedTraits): DatedTraits {
  const traits = new Map(Object.entries(one.traits));
  const traitsAt = new Map(Object.entries(one.traitsAt));
  for (const [key, value] of Object.entries(other.traits)) {
    const at = other.traitsAt[key] ?? 0;
    const knownAt = traitsAt.get(key);
    if (knownAt !== undefined && knownAt > at) continue;
    if (knownAt === at && JSON.stringify(traits.get(key)) >= JSON.stringify(value)) continue;
    traits.set(key, value);
    traitsAt.set(key, at);
  }
  return { traits: Object.fromEntries(traits), traitsAt: Object.fromEntries(traitsAt) };
}
