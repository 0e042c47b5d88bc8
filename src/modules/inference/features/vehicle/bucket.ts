/**
 * Puts an open set of names (makes, placements) into a fixed number of buckets: 32-bit FNV-1a over the lower-cased
 * text, so a make never seen in training still has a place. Two seeds give two independent answers, and two buckets
 * together tell 40 makes apart in 16 columns where one bucket could not.
 *
 * Below nought for half of all names, which leave no trace then. `offer-v1` was taught so and has to stay so; a set that
 * comes after it should take the remainder without its sign.
 */
export function bucketOf(name: string, buckets: number, seed = 0): number {
  const hash = hashOf(name.toLowerCase(), seed) >>> 0;
  // FNV's low bits are its weak ones; fold the high half in before taking the remainder.
  return (hash ^ (hash >>> 15)) % buckets;
}

/** 32-bit FNV-1a over the text, or over what is left of it from a letter on. */
export function hashOf(text: string, seed = 0, from = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = from; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
