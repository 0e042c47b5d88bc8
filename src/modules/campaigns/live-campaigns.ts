import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Changes } from '../platform/changes.js';
import { Log } from '../platform/log.js';
import { TenantMemory } from '../platform/tenant-memory.js';
import { byKey, CampaignsInMemory, toLiveCampaign, toLivePlacement } from './campaigns-in-memory.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { AdvertisersRepository } from './advertisers/advertisers.repository.js';
import { PlacementsRepository } from './placements/placements.repository.js';

/** Topic under which every change to campaigns, creatives and placements is announced. */
export const campaignsTopic = 'campaigns';

/**
 * Every asked-for tenant's campaigns in this process's memory. Read once, then only what changed, when a change is
 * announced; a reader never waits for a refresh, so an answer may be some milliseconds behind a change.
 */
@Injectable()
export class LiveCampaigns implements OnModuleInit {
  private readonly memory: TenantMemory<CampaignsInMemory>;

  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly placements: PlacementsRepository,
    private readonly advertisers: AdvertisersRepository,
    private readonly changes: Changes,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      (tenantId, known) => this.read(tenantId, known),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh campaigns; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(campaignsTopic, this.memory.heard);
  }

  /** The tenant's campaigns; waits only the first time it is asked for. */
  of(tenantId: string): Promise<CampaignsInMemory> {
    return this.memory.of(tenantId);
  }

  /** Reads what was committed before the call; for those who just changed something, or were asked for something unknown. */
  catchUp(tenantId: string): Promise<CampaignsInMemory> {
    return this.memory.catchUp(tenantId);
  }

  /** Revisions first: what changes while we read has a higher one and is read again. */
  private async read(tenantId: string, known: CampaignsInMemory | null): Promise<CampaignsInMemory> {
    const revisions = await this.campaigns.revisions(tenantId);
    const placements = (await this.placements.all(tenantId)).map(toLivePlacement);
    const categories = new Map(
      (await this.advertisers.all(tenantId)).map((each) => [each.id, each.categories]),
    );
    const live = known?.unchanged(revisions) ?? new Map();
    const changed = revisions.filter(({ id, status }) => status === 'live' && !live.has(id));
    const revisionOf = new Map(changed.map(({ id, revision }) => [id, revision]));
    for (const whole of await this.campaigns.whole(tenantId, [...revisionOf.keys()]))
      live.set(whole.campaign.id, {
        revision: revisionOf.get(whole.campaign.id) ?? whole.campaign.revision,
        campaign: toLiveCampaign(whole, categories.get(whole.campaign.advertiserId ?? '') ?? []),
      });
    return new CampaignsInMemory(known?.samePlacements(placements) ?? byKey(placements), revisions, live);
  }
}
