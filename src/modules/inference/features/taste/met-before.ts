import { placeOf } from './likeness.js';
import type { TasteFeature } from './taste-feature.js';
import { WordShares } from './word-shares.js';

/** Whether a viewer touched this very vehicle lately. */
export const metBefore: TasteFeature = {
  name: 'metBefore',
  viewerWidth: 0,
  affinityWidth: 1,
  open: () => {
    const met = new WordShares(placeOf('vehicleId'));
    return {
      take: ({ likeness, share }) => met.add(likeness, share),
      affinity: (target, offset, candidate) => (target[offset] = met.has(candidate) ? 1 : 0),
    };
  },
};
