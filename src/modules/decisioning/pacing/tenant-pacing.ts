import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Changes } from '../../platform/changes.js';
import { dayIn } from '../limits/day-in.js';
import { budgetSpans } from './budget-spans.js';
import { gatheredSchema, type Gathered } from './gathered.js';
import { HeldMoney } from './held-money.js';
import { learnTraffic } from './learn-traffic.js';
import { LearnedTraffic } from './learned-traffic.js';
import { pacingTopic } from './pacing.queue.js';
import { PacingRepository } from './pacing.repository.js';
import { courseSchema, setPace, type SpentNow } from './set-pace.js';
import type { TrafficShape } from './traffic-shape.js';

/** Batches taken at one look; what is left waits for the next. */
const mostBatches = 2_000;

interface Batch {
  readonly from: number;
  readonly content: Gathered;
}

/** Sets the paces of one tenant's campaigns. What is taken in and what follows from it are kept in one transaction. */
@Injectable()
export class TenantPacing {
  constructor(
    private readonly repository: PacingRepository,
    private readonly campaigns: CampaignsService,
    private readonly money: HeldMoney,
    private readonly learned: LearnedTraffic,
    private readonly changes: Changes,
  ) {}

  /** @param now milliseconds since the epoch */
  async set(tenantId: string, now: number): Promise<void> {
    const { live } = await this.campaigns.campaignsAt(tenantId, now);
    const bound = live.filter((campaign) => budgetSpans(campaign, now).length > 0);
    const held = await this.money.of(tenantId, bound, now);
    await this.repository.dataSource.transaction(async (manager) => {
      const { shape, open } = await this.learned.of(manager, tenantId, now);
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
    const courses = await this.repository.courses(
      manager,
      tenantId,
      bound.map(({ id }) => id),
    );
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
}

function requestsOf({ from, content }: Batch) {
  return { from, requests: content.requests };
}
