/** Somebody, and how far along a direction they lie. */
export type Scored = readonly [profileId: string, score: number];

/**
 * The most alike first. Of the same score in the order of their ids, which were drawn by chance: the same people in whatever
 * order, and by whichever worker, they are looked at.
 */
export function byLikeness([one, oneScore]: Scored, [other, otherScore]: Scored): number {
  return otherScore - oneScore || (one < other ? -1 : 1);
}
