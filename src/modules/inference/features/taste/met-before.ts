import type { TasteFeature } from './taste-feature.js';

/** Whether a viewer touched this very vehicle lately. */
export const metBefore: TasteFeature = {
  name: 'metBefore',
  viewerWidth: 0,
  affinityWidth: 1,
  open: () => {
    const met = new Set<string | undefined>();
    return {
      take: ({ vehicle }) => met.add(vehicle.vehicleId),
      affinity: (target, offset, { vehicle: { vehicleId } }) =>
        (target[offset] = vehicleId !== undefined && met.has(vehicleId) ? 1 : 0),
    };
  },
};
