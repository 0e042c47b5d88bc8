import { touchKinds } from '../touch/touches.js';
import type { TasteFeature } from './taste-feature.js';

/** How a viewer's interest is made up: of looking, keeping, pricing, meeting in person and so on. */
export const kindsShare: TasteFeature = {
  name: 'kindsShare',
  viewerWidth: touchKinds.length,
  affinityWidth: 0,
  open: () => {
    const shares = new Float64Array(touchKinds.length);
    return {
      take: ({ kind, share }) => {
        if (kind >= 0) shares[kind] = (shares[kind] ?? 0) + share;
      },
      viewer: (target, offset, { weight }) => {
        if (weight > 0) shares.forEach((share, kind) => (target[offset + kind] = share / weight));
      },
    };
  },
};
