import type { TasteFeature } from './taste-feature.js';

/** How fresh a viewer's newest touch is. */
export const newest: TasteFeature = {
  name: 'newest',
  viewerWidth: 1,
  affinityWidth: 0,
  open: () => {
    let recency: number | undefined;
    return {
      take: (touch) => (recency ??= touch.recency),
      viewer: (target, offset) => (target[offset] = recency ?? 0),
    };
  },
};
