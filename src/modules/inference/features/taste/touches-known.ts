import { recentVehiclesKept } from '../../../../models/decision/viewer-state.js';
import type { TasteFeature } from './taste-feature.js';

/** How much is known of a viewer: touches, of those that are kept at most. */
export const touchesKnown: TasteFeature = {
  name: 'touchesKnown',
  viewerWidth: 1,
  affinityWidth: 0,
  open: () => ({
    take: () => undefined,
    viewer: (target, offset, { touches }) => (target[offset] = touches / recentVehiclesKept),
  }),
};
