import type { CreativeAngle } from '../prediction/scores.js';
import type { VehicleFacts } from '../vehicle/vehicle-facts.js';
import type { CampaignTerms } from './campaign-terms.js';

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
  /** Its share beside the campaign's other creatives, where those rotate by weight. */
  readonly weight: number;
}

/**
 * A campaign that may be shown now, as held in memory. The same object as long as nothing about the campaign changes,
 * so that caches may key on it.
 */
export interface LiveCampaign {
  readonly id: string;
  readonly name: string;
  /** Goes up with every change; the same revision is the same campaign. */
  readonly revision: number;
  /** Whose it is; null: the tenant's own. */
  readonly advertiserId: string | null;
  /** Of its advertiser: whom it does not stand beside where a placement separates competitors. */
  readonly categories: readonly string[];
  /** Bid, budget, goal, caps, hours, priority and rotation. Amounts are micros. */
  readonly terms: CampaignTerms;
  /** IANA zone of its hours, and of the day that a daily budget is for. */
  readonly timeZone: string;
  /** The flight, in milliseconds since the epoch: `startsAt` belongs to it, `endsAt` does not; null is open. */
  readonly startsAt: number | null;
  readonly endsAt: number | null;
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

/** By what the offers of a campaign are bound and counted, whether it may be shown or not. */
export type BoundCampaign = Pick<
  LiveCampaign,
  'id' | 'advertiserId' | 'terms' | 'timeZone' | 'startsAt' | 'endsAt'
>;

/** A placement as a decision needs it. */
export interface LivePlacement {
  readonly key: string;
  /** Most offers at once; null: as many as are asked for. */
  readonly slots: number | null;
  /** What a thousand impressions cost at least, in micros; 0: no floor. */
  readonly floorMicros: number;
  /** No two advertisers of one category on a page. */
  readonly separatesCompetitors: boolean;
  /** One advertiser takes the whole page. */
  readonly exclusive: boolean;
}

/** A tenant's placements by their keys; the same object as long as none of them changes. */
export type LivePlacements = ReadonlyMap<string, LivePlacement>;

/** A tenant's campaigns at one moment: those that may be shown, and how many may not and why not. */
export interface CampaignsNow {
  readonly live: readonly LiveCampaign[];
  /** Those of `live` that are outside their hours: they stay laid out, as they open again soon. */
  readonly closed: ReadonlySet<LiveCampaign>;
  /** Drafts, paused, ended, or outside their schedule. */
  readonly notLive: number;
}
