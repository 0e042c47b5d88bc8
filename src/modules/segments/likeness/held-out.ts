import type { Seed } from '../../../models/segment/likeness.js';
import { shareOf } from '../meaning/share-of.js';

/** Percent of a seed that nothing is learnt from, to measure with. */
const heldOutShare = 20;

/** Whether somebody of a seed is held out: drawn by chance, the same wherever it is asked. */
export function isHeldOut({ salt }: Pick<Seed, 'salt'>, profileId: string): boolean {
  return shareOf(salt, profileId) < heldOutShare;
}
