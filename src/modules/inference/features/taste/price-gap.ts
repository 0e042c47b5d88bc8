import type { TasteFeature } from './taste-feature.js';

/** Which prices a viewer looked at (mean and spread of their levels), and how far the candidate's is from them. */
export const priceGap: TasteFeature = {
  name: 'priceGap',
  viewerWidth: 2,
  affinityWidth: 4,
  open: () => {
    let [priced, sum, squares] = [0, 0, 0];
    return {
      take: ({ likeness: { page, row }, share }) => {
        const level = page.level(row);
        if (Number.isNaN(level)) return;
        priced += share;
        sum += share * level;
        squares += share * level * level;
      },
      viewer: (target, offset) => {
        if (priced === 0) return;
        const mean = sum / priced;
        target[offset] = mean;
        target[offset + 1] = Math.sqrt(Math.max(squares / priced - mean * mean, 0));
      },
      affinity: ({ data, offset, width }, candidates) => {
        if (priced === 0) return;
        const mean = sum / priced;
        let at = offset - width;
        for (const { page, row } of candidates) {
          at += width;
          const level = page.level(row);
          if (Number.isNaN(level)) continue;
          const gap = Math.max(-3, Math.min(3, level - mean));
          data[at] = gap;
          data[at + 1] = Math.abs(gap);
          data[at + 2] = gap * gap;
          data[at + 3] = 1;
        }
      },
    };
  },
};
