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
      affinity: ({ data, offset, width }, candidates) => {
        let at = offset;
        for (const candidate of candidates) {
          data[at] = met.has(candidate) ? 1 : 0;
          at += width;
        }
      },
    };
  },
};
