import type { TasteFeature } from './taste-feature.js';

/** How much interest a viewer showed in all, what is old counting less. */
export const interest: TasteFeature = {
  name: 'interest',
  viewerWidth: 1,
  affinityWidth: 0,
  open: () => ({
    take: () => undefined,
    viewer: (target, offset, { weight }) => (target[offset] = Math.log1p(weight)),
  }),
};
