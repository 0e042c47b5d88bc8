import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { Metrics } from '../../platform/metrics.js';
import { dayKey, totalKey } from '../limits/campaign-limits.js';
import { dayIn } from '../limits/day-in.js';
import { LimitWatch } from '../limits/limit-watch.js';
import { budgetSpans } from './budget-spans.js';
import { ChancesLog } from './chances-log.js';
import { evenPace } from './even.js';
import type { Expected } from './gathered.js';
import { KnownPaces, type Known } from './known-paces.js';
import { firstShare } from './set-pace.js';
import type { HeldBack } from './taking-part.js';

/** So long paces go on that nobody sets anew; then budgets go evenly with the clock. */
export const staleMs = 15 * 60_000;
/** How long what holds campaigns back evenly is not looked at again. */
const evenMs = 1_000;

/** How a tenant's campaigns are held back at a moment. */
export interface HeldNow {
  /** By their ids; campaigns that are not named are not held back. */
  readonly held: ReadonlyMap<string, HeldBack>;
  /** Whether by paces; else evenly, by what is spent. */
  readonly isPaced: boolean;
}

interface Made extends HeldNow {
  readonly known: Known | null;
  readonly campaigns: readonly LiveCampaign[];
  readonly until: number;
}

const nothingHeld: HeldNow = { held: new Map(), isPaced: true };

/** The paces of campaigns in the memory of a process that answers, and what it tells pacing of its answers. Never fails a request. */
@Injectable()
export class Paces {
  private readonly made = new Map<string, Made>();
  private readonly even;

  constructor(
    private readonly known: KnownPaces,
    private readonly chances: ChancesLog,
    private readonly watch: LimitWatch,
    metrics: Metrics,
  ) {
    this.even = metrics.counter('pacing_even_total', 'Requests answered with budgets spread evenly, as no pace was set lately'); // prettier-ignore
  }

  /** Counts a request. */
  request(tenantId: string): void {
    this.chances.request(tenantId);
  }

  /** How campaigns are held back in a request. Waits only the first time, and not for long. */
  async at(tenantId: string, campaigns: readonly LiveCampaign[], now: number): Promise<HeldNow> {
    const held = await this.look(tenantId, campaigns, now);
    if (!held.isPaced) this.even.inc();
    return held;
  } // prettier-ignore

  /** Takes in what was answered: which of the campaigns that are held back took part, what was shown, and what a higher bid would have won. */
  answered(
    tenantId: string,
    took: ReadonlyMap<LiveCampaign, boolean>,
    shown: readonly Expected[],
    missed: readonly Expected[],
  ): void {
    if (took.size === 0) return;
    this.chances.answered(tenantId, [...took].map(([{ id }, tookPart]) => [id, tookPart]), shown, missed); // prettier-ignore
  }

  /** The same for who asks why: counts nothing. */
  async look(tenantId: string, campaigns: readonly LiveCampaign[], now: number): Promise<HeldNow> {
    if (!areAnyBound(campaigns)) return nothingHeld;
    const known = await this.known.of(tenantId);
    const made = this.made.get(tenantId);
    if (made && made.known === known && made.campaigns === campaigns && now < made.until) return made;
    const fresh = await this.make(tenantId, known, campaigns, now);
    this.made.set(tenantId, fresh);
    return fresh;
  }

  private async make(tenantId: string, known: Known | null, campaigns: readonly LiveCampaign[], now: number): Promise<Made> {
    const bound = campaigns.filter((campaign) => budgetSpans(campaign, now).length > 0);
    if (known && now < known.pacedAt + staleMs) {
      const held = new Map(bound.map(({ id }) => [id, known.paces.get(id) ?? { multiplier: 1, share: firstShare }]));
      return { held, isPaced: true, known, campaigns, until: known.pacedAt + staleMs };
    }
    const { taken } = await this.watch.of(tenantId);
    const spent = (key: string) => { const { held = 0, spent: paid = 0 } = taken.get(key) ?? {}; return held + paid; };
    const held = new Map(bound.map((campaign) => {
      const day = dayKey(campaign.id, dayIn(campaign.timeZone, now));
      return [campaign.id, evenPace(campaign, (span) => spent(span.of === 'DAY' ? day : totalKey(campaign.id)), now)];
    }));
    return { held, isPaced: false, known, campaigns, until: now + evenMs };
  } // prettier-ignore
}

const bound = new WeakMap<readonly LiveCampaign[], boolean>();

/** Found out once for a list of campaigns, which is the same as long as none changes. */
function areAnyBound(campaigns: readonly LiveCampaign[]): boolean {
  let known = bound.get(campaigns);
  if (known === undefined) bound.set(campaigns, (known = campaigns.some((campaign) => isBound(campaign))));
  return known;
}

function isBound({ terms: { bid, budget } }: LiveCampaign): boolean {
  return bid !== null && budget !== null;
}
