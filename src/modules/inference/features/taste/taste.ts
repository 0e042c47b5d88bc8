import type { WeighedTouch } from '../touch/weighed.js';
import { bodyShare } from './body-share.js';
import { conditionShare } from './condition-share.js';
import { fuelShare } from './fuel-share.js';
import { interest } from './interest.js';
import { kindsShare } from './kinds-share.js';
import type { Likeness } from './likeness.js';
import { makeShare } from './make-share.js';
import { metBefore } from './met-before.js';
import { modelShare } from './model-share.js';
import { newest } from './newest.js';
import { priceGap } from './price-gap.js';
import type { TasteFeature, TasteState } from './taste-feature.js';
import { touchesKnown } from './touches-known.js';

/** The features of taste whose columns say how much is known of a viewer and of which kinds, in order. */
export const viewerFeatures: readonly TasteFeature[] = [
  touchesKnown,
  interest,
  newest,
  modelShare,
  priceGap,
  kindsShare,
];
/** The features of taste whose columns say how one candidate sits in it, in order. */
export const affinityFeatures: readonly TasteFeature[] = [
  bodyShare,
  fuelShare,
  conditionShare,
  makeShare,
  modelShare,
  metBefore,
  priceGap,
];
const features = [...new Set([...viewerFeatures, ...affinityFeatures])];
const placesOfViewer = viewerFeatures.map((feature) => features.indexOf(feature));
const placesOfCandidate = affinityFeatures.map((feature) => features.indexOf(feature));

/** Columns `writeViewer` fills. */
export const viewerWidth = viewerFeatures.reduce((sum, feature) => sum + feature.viewerWidth, 0);
/** Columns `writeAffinity` fills. */
export const affinityWidth = affinityFeatures.reduce((sum, feature) => sum + feature.affinityWidth, 0);

/** What a viewer's touches say of their taste: each is written into every feature's state once, whatever is asked then. */
export class Taste {
  private readonly ofViewer: readonly (TasteState['viewer'] | undefined)[];
  private readonly ofCandidate: readonly (TasteState['affinity'] | undefined)[];
  private readonly weight: number;

  /** @param touches newest first */
  constructor(private readonly touches: readonly WeighedTouch[]) {
    const states = features.map((feature) => feature.open());
    this.ofViewer = placesOfViewer.map((place) => states[place]?.viewer);
    this.ofCandidate = placesOfCandidate.map((place) => states[place]?.affinity);
    let weight = 0;
    for (const touch of touches) {
      weight += touch.share;
      for (const { take } of states) take(touch);
    }
    this.weight = weight;
  }

  /** Writes what is known of the viewer, without any candidate. */
  writeViewer(target: Float32Array): void {
    const total = { touches: this.touches.length, weight: this.weight };
    let offset = 0;
    for (const [place, { viewerWidth: width }] of viewerFeatures.entries()) {
      this.ofViewer[place]?.(target, offset, total);
      offset += width;
    }
  }

  /** Writes how candidates sit in it, a row for each; nothing where there is no taste. Feature by feature, as each is quickest at its own. */
  writeAffinity(data: Float32Array, candidates: readonly Likeness[]): void {
    if (this.weight === 0) return;
    let offset = 0;
    for (const [place, { affinityWidth: width }] of affinityFeatures.entries()) {
      this.ofCandidate[place]?.({ data, offset, width: affinityWidth }, candidates, this.weight);
      offset += width;
    }
  }
}
