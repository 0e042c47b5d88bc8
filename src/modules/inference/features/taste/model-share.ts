import { rangeOf } from './range.js';
import { addTo, type TasteFeature } from './taste-feature.js';

/** How many models a viewer looked at, and how much of their interest went to the candidate's. */
export const modelShare: TasteFeature = {
  name: 'modelShare',
  viewerWidth: 1,
  affinityWidth: 1,
  open: () => {
    const shares = new Map<string, number>();
    return {
      take: ({ vehicle, share }) => addTo(shares, rangeOf(vehicle).model, share),
      viewer: (target, offset) => (target[offset] = Math.log1p(shares.size)),
      affinity: (target, offset, { range, weight }) =>
        (target[offset] = (shares.get(range.model) ?? 0) / weight),
    };
  },
};
