import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore } from '../../platform/limit-store/limit-store.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { onlyOne } from '../../platform/only-one.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { dayKey, totalKey } from '../limits/campaign-limits.js';
import { dayIn } from '../limits/day-in.js';
import { budgetSpans } from './budget-spans.js';
import { gatheredSchema, type Gathered } from './gathered.js';
import { furthestMs, hourOf, learnTraffic, trafficSchema, type OpenHour } from './learn-traffic.js';
import { pacingTopic } from './pacing.queue.js';
import { PacingRepository } from './pacing.repository.js';
import { priorTraffic } from './prior.js';
import { courseSchema, setPace, type SpentNow } from './set-pace.js';
import { TrafficShape } from './traffic-shape.js';

/** Batches taken at one look; what is left waits for the next. */
const mostBatches = 2_000;
/** Taken batches are remembered so long, so that one that comes again is known. */
const rememberedMs = 3_600_000;

interface Batch {
  readonly from: number;
  readonly content: Gathered;
}

/**
 * Sets how campaigns are held back, every few seconds: from what processes saw, what is spent, and how the tenant's traffic goes
 * over a week. What is taken in and what follows from it are kept in one transaction, so dying or running twice changes nothing, and
 * a run that was missed is made good by the next.
 */
@Injectable()
export class PacingService {
  private readonly failures;
  private readonly seconds;

  constructor(
    private readonly repository: PacingRepository,
    private readonly campaigns: CampaignsService,
    private readonly tenancy: TenancyService,
    private readonly store: LimitStore,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter('pacing_failed_total', 'Times the paces of a tenant could not be set');
    this.seconds = metrics.histogram('pacing_seconds', 'Time to set the paces of one tenant');
  }

  /** Sets the paces of every tenant; one that fails keeps no other from it. */
  async setPaces(): Promise<void> {
    await onlyOne(this.repository.dataSource, 'pacing', async () => {
      for (const tenantId of await this.repository.tenants()) await this.tryTenant(tenantId);
      await this.repository.forgetBatches(new Date(this.clock.now() - rememberedMs));
    });
  }

  private async tryTenant(tenantId: string): Promise<void> {
    const done = this.seconds.startTimer();
    try {
      await this.setTenant(tenantId);
    } catch (fault) {
      this.failures.inc();
      this.log.warn({ err: fault, tenantId }, 'paces could not be set; the last go on for a while');
    }
    done();
  }

  private async setTenant(tenantId: string): Promise<void> {
    const now = this.clock.now();
    const { live } = await this.campaigns.campaignsAt(tenantId, now);
    const bound = live.filter((campaign) => budgetSpans(campaign, now).length > 0);
    const held = await this.held(tenantId, bound, now);
    await this.repository.dataSource.transaction(async (manager) => {
      const { shape, open } = await this.traffic(manager, tenantId, now);
      const rows = await this.repository.takeBatches(manager, tenantId, mostBatches, new Date(now));
      const batches = rows.map(({ from, content }) => ({ from, content: gatheredSchema.parse(content) }));
      const hour = learnTraffic(shape, open, batches.map(requestsOf), now);
      await this.repository.keepTraffic(manager, tenantId, { ...hour, shape: shape.state }, new Date(now));
      await this.paceAll(manager, tenantId, { bound, held, batches, shape, now });
      await this.changes.announce(manager, pacingTopic, tenantId);
    });
  }

  private async paceAll(
    manager: EntityManager,
    tenantId: string,
    { bound, held, batches, shape, now }: { bound: readonly LiveCampaign[]; held: ReadonlyMap<string, number> | null; batches: readonly Batch[]; shape: TrafficShape; now: number }, // prettier-ignore
  ): Promise<void> {
    if (bound.length === 0) return;
    const courses = await this.repository.courses(manager, tenantId);
    const asked = bound.map(({ id, timeZone }) => ({ campaignId: id, day: dayIn(timeZone, now) }));
    const spent = new Map((await this.repository.spent(manager, tenantId, asked)).map((row) => [row.campaignId, row])); // prettier-ignore
    const paces = bound.flatMap((campaign) => {
      const { total = 0, today = 0 } = spent.get(campaign.id) ?? {};
      const known: SpentNow = { total, today, held: held && (held.get(campaign.id) ?? 0) };
      const course = courseSchema.safeParse(courses.get(campaign.id)); // what an older program kept is begun anew
      const isOpen = this.campaigns.hoursOf(campaign);
      const set = setPace(course.data ?? null, { campaign, isOpen, batches, spent: known, shape, now });
      return set ? [{ campaignId: campaign.id, ...set.pace, state: set.course }] : [];
    });
    await this.repository.keepPaces(manager, tenantId, paces);
  }

  /** The tenant's week as it was learned; from its log of decisions where nothing was yet. */
  private async traffic(
    manager: EntityManager,
    tenantId: string,
    now: number,
  ): Promise<{ shape: TrafficShape; open: OpenHour }> {
    const { timeZone } = await this.tenancy.tenant({ tenantId });
    const row = await this.repository.holdTraffic(manager, tenantId);
    if (row) {
      const { hourBegan, requests } = row;
      return {
        shape: new TrafficShape(timeZone, trafficSchema.parse(row.shape)),
        open: { hourBegan, requests },
      };
    }
    const shape = new TrafficShape(timeZone, priorTraffic);
    const [from, until] = [hourOf(now) - furthestMs, hourOf(now)];
    const hours = await this.repository.decisionsByHour(manager, tenantId, new Date(from), new Date(until));
    const seen = hours.map(({ hour, count }) => ({ from: hour, requests: count }));
    const begin = { hourBegan: seen[0]?.from ?? until, requests: 0 };
    return { shape, open: learnTraffic(shape, begin, seen, until) };
  }

  /** What is held of each, in micros; null where the store does not say. */
  private async held(
    tenantId: string,
    bound: readonly LiveCampaign[],
    now: number,
  ): Promise<Map<string, number> | null> {
    const keys = bound.map(({ id, timeZone, terms }) => terms.budget?.daily != null ? dayKey(id, dayIn(timeZone, now)) : totalKey(id)); // prettier-ignore
    if (keys.length === 0) return new Map();
    try {
      const taken = await this.store.taken(tenantId, keys, now);
      return new Map(bound.map(({ id }, place) => [id, taken[place]?.held ?? 0]));
    } catch (fault) {
      this.log.warn(
        { err: fault, tenantId },
        'what is held of budgets cannot be read; paced by what is charged',
      );
      return null;
    }
  }
}

function requestsOf({ from, content }: Batch) {
  return { from, requests: content.requests };
}
