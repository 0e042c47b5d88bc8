import { placeOf } from './likeness.js';
import type { TasteFeature } from './taste-feature.js';
import { WordShares } from './word-shares.js';

/** How many models a viewer looked at, and how much of their interest went to the candidate's. */
export const modelShare: TasteFeature = {
  name: 'modelShare',
  viewerWidth: 1,
  affinityWidth: 1,
  open: () => {
    const shares = new WordShares(placeOf('model'));
    return {
      take: ({ likeness, share }) => shares.add(likeness, share),
      viewer: (target, offset) => (target[offset] = Math.log1p(shares.size)),
      affinity: (rows, candidates, weight) => shares.write(rows, candidates, weight),
    };
  },
};
