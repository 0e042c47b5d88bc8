import type { LiveCampaign } from '../../../src/models/campaign/live-campaign.js';
import { budgetSpans } from '../../../src/modules/decisioning/pacing/budget-spans.js';
import { Gathering, type Expected } from '../../../src/modules/decisioning/pacing/gathered.js';
import {
  hourOf,
  learnTraffic,
  type OpenHour,
} from '../../../src/modules/decisioning/pacing/learn-traffic.js';
import type { HeldNow, Paces } from '../../../src/modules/decisioning/pacing/paces.js';
import { priorTraffic } from '../../../src/modules/decisioning/pacing/prior.js';
import { firstShare, setPace, type Course } from '../../../src/modules/decisioning/pacing/set-pace.js';
import type { HeldBack } from '../../../src/modules/decisioning/pacing/taking-part.js';
import { TrafficShape } from '../../../src/modules/decisioning/pacing/traffic-shape.js';
import type { Purse } from './purse.js';

/** As often the job looks, at most. Pages come some minutes apart, so more often would tell it nothing. */
const lookMs = 5 * 60_000;

/** Pacing in memory: what the processes that answer see, taken in by the house's own look, as its job does. */
export class Paced implements Pick<Paces, 'request' | 'at' | 'look' | 'answered'> {
  private readonly shape = new TrafficShape('Europe/London', priorTraffic);
  private readonly courses = new Map<string, Course>();
  private readonly paces = new Map<string, HeldBack>();
  private gathering = new Gathering();
  private gatheredFrom: number;
  private open: OpenHour;
  private held: HeldNow = { held: new Map(), isPaced: true };
  private lookedAt = -Infinity;

  constructor(
    private readonly purse: Purse,
    private readonly campaigns: readonly LiveCampaign[],
    opensAt: number,
  ) {
    this.gatheredFrom = opensAt;
    this.open = { hourBegan: hourOf(opensAt), requests: 0 };
  }

  request(): void {
    this.gathering.request();
  }

  at(_tenantId: string, campaigns: readonly LiveCampaign[], now: number): Promise<HeldNow> {
    return this.look(_tenantId, campaigns, now);
  }

  look(_tenantId: string, _campaigns: readonly LiveCampaign[], now: number): Promise<HeldNow> {
    if (now >= this.lookedAt + lookMs) this.setAll(now);
    return Promise.resolve(this.held);
  }

  answered(_tenantId: string, took: ReadonlyMap<LiveCampaign, boolean>, shown: readonly Expected[], missed: readonly Expected[]): void {
    this.gathering.answered([...took].map(([{ id }, tookPart]) => [id, tookPart]), shown, missed);
  } // prettier-ignore

  private setAll(now: number): void {
    const content = this.gathering.whole;
    const batches = [{ from: this.gatheredFrom, content }];
    const { open, shape, purse } = this;
    this.open = learnTraffic(shape, open, [{ from: this.gatheredFrom, requests: content.requests }], now);
    const bound = this.campaigns.filter((campaign) => budgetSpans(campaign, now).length > 0);
    for (const campaign of bound) {
      const look = { campaign, isOpen: undefined, batches, spent: purse.spentOf(campaign, now), shape, now };
      const set = setPace(this.courses.get(campaign.id) ?? null, look);
      if (!set) continue;
      this.courses.set(campaign.id, set.course);
      this.paces.set(campaign.id, set.pace);
    }
    const heldOf = ({ id }: LiveCampaign) => this.paces.get(id) ?? { multiplier: 1, share: firstShare };
    this.held = { held: new Map(bound.map((campaign) => [campaign.id, heldOf(campaign)])), isPaced: true };
    [this.gathering, this.gatheredFrom, this.lookedAt] = [new Gathering(), now, now];
  }
}
