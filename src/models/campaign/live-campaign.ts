import type { CreativeAngle } from '../prediction/scores.js';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';

/** A creative as a decision needs it; texts still hold their templates. */
export interface LiveCreative {
  readonly id: string;
  readonly angle: CreativeAngle;
  readonly headline: string;
  readonly body: string;
  readonly imageUrl: string | null;
  readonly callToAction: string;
  readonly deepLink: string;
  /** What law asks to be shown beside it. */
  readonly disclosure: string | null;
}

/**
 * A campaign that may be shown now, as held in memory. The same object as long as nothing about the campaign changes,
 * so that caches may key on it.
 */
export interface LiveCampaign {
  readonly id: string;
  readonly name: string;
  readonly placements: ReadonlySet<string>;
  /** Segment ids: a viewer in any of them may see it; empty means everyone. */
  readonly include: readonly string[];
  /** Segment ids whose members never see it. */
  readonly exclude: readonly string[];
  /** Active ones only. */
  readonly creatives: readonly LiveCreative[];
  /** Whether a vehicle lies in its scope. */
  readonly covers: (vehicle: VehicleFacts) => boolean;
}

/** A tenant's campaigns at one moment: those that may be shown, and how many may not and why not. */
export interface CampaignsNow {
  readonly live: readonly LiveCampaign[];
  /** Drafts, paused, ended, or outside their schedule. */
  readonly notLive: number;
}
