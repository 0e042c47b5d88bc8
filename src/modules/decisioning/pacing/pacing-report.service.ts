import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { dayIn } from '../limits/day-in.js';
import { HeldMoney } from './held-money.js';
import { trafficSchema } from './learn-traffic.js';
import { staleMs } from './paces.js';
import { pacingReport, type PacingReport } from './pacing-report.js';
import { PacingRepository } from './pacing.repository.js';
import { priorTraffic } from './prior.js';
import { courseSchema } from './set-pace.js';
import { TrafficShape } from './traffic-shape.js';

/** Says how campaigns do beside their plan, from what pacing keeps: nothing is set or learned by asking. */
@Injectable()
export class PacingReportService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly repository: PacingRepository,
    private readonly money: HeldMoney,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /** How one of the caller's campaigns does; null where it is not live, or no budget of it has to last. */
  async of({ tenantId }: Caller, campaignId: string): Promise<PacingReport | null> {
    const now = this.clock.now();
    const { live } = await this.campaigns.campaignsAt(tenantId, now);
    const campaign = live.find(({ id }) => id === campaignId);
    if (!campaign?.terms.budget || !campaign.terms.bid) return null;
    const [{ timeZone }, kept, held, [spent]] = await Promise.all([
      this.tenancy.tenant({ tenantId }),
      this.repository.kept(tenantId, campaignId),
      this.money.of(tenantId, [campaign], now),
      this.repository.spentOn(tenantId, [{ campaignId, day: dayIn(campaign.timeZone, now) }]),
    ]);
    const course = courseSchema.safeParse(kept.state).data ?? null; // what an older program kept is begun anew
    return pacingReport({
      ...{ campaign, course, pace: course?.pacer.pace ?? null, now },
      isOpen: this.campaigns.hoursOf(campaign),
      pacedAt: kept.pacedAt,
      isStale: kept.pacedAt !== null && now >= kept.pacedAt + staleMs,
      spent: { total: spent?.total ?? 0, today: spent?.today ?? 0, held: held && (held.get(campaignId) ?? 0) },
      shape: new TrafficShape(timeZone, trafficSchema.safeParse(kept.shape).data ?? priorTraffic),
    });
  } // prettier-ignore
}
