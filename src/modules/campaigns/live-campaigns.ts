import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Changes } from '../platform/changes.js';
import { Log } from '../platform/log.js';
import { CampaignsInMemory, toLiveCampaign } from './campaigns-in-memory.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { CreativesRepository } from './creatives.repository.js';

/** Topic under which every change to campaigns, creatives and placements is announced. */
export const campaignsTopic = 'campaigns';

interface Held {
  known: CampaignsInMemory | null;
  stale: boolean;
  refreshing: Promise<void> | null;
}

/**
 * Every asked-for tenant's campaigns in this process's memory. Read once, then only what changed, when a change is
 * announced; a reader never waits for a refresh, so an answer may be some milliseconds behind a change.
 */
@Injectable()
export class LiveCampaigns implements OnModuleInit {
  private readonly tenants = new Map<string, Held>();

  constructor(
    private readonly campaigns: CampaignsRepository,
    private readonly creatives: CreativesRepository,
    private readonly changes: Changes,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.changes.listen(campaignsTopic, (tenantId) => {
      for (const [id, held] of this.tenants)
        if (tenantId === null || id === tenantId) {
          held.stale = true;
          this.refreshBehind(id, held);
        }
    });
  }

  /** The tenant's campaigns; waits only the first time it is asked for. */
  async of(tenantId: string): Promise<CampaignsInMemory> {
    let held = this.tenants.get(tenantId);
    if (!held) this.tenants.set(tenantId, (held = { known: null, stale: true, refreshing: null }));
    if (!held.known) await this.refresh(tenantId, held);
    else if (held.stale) this.refreshBehind(tenantId, held);
    return held.known ?? this.of(tenantId);
  }

  /** Reads what was committed before the call; for those who just changed something, or were asked for something unknown. */
  async catchUp(tenantId: string): Promise<CampaignsInMemory> {
    const held = this.tenants.get(tenantId);
    if (held) {
      held.stale = true;
      await this.refresh(tenantId, held);
    }
    return this.of(tenantId);
  }

  private refreshBehind(tenantId: string, held: Held): void {
    this.refresh(tenantId, held).catch((fault: unknown) => {
      this.log.warn({ err: fault }, 'could not refresh campaigns; what is known stays in use');
    });
  }

  private refresh(tenantId: string, held: Held): Promise<void> {
    held.refreshing ??= this.readUntilFresh(tenantId, held);
    return held.refreshing;
  }

  private async readUntilFresh(tenantId: string, held: Held): Promise<void> {
    try {
      while (held.stale) {
        held.stale = false;
        held.known = await this.read(tenantId, held.known);
      }
    } catch (fault) {
      held.stale = true;
      throw fault;
    } finally {
      held.refreshing = null; // in one breath with the last look, so that whoever asks later begins anew
    }
  }

  /** Revisions first: what changes while we read has a higher one and is read again. */
  private async read(tenantId: string, known: CampaignsInMemory | null): Promise<CampaignsInMemory> {
    const revisions = await this.campaigns.revisions(tenantId);
    const placements = await this.creatives.placements(tenantId);
    const live = known?.unchanged(revisions) ?? new Map();
    const changed = revisions.filter(({ id, status }) => status === 'live' && !live.has(id));
    const revisionOf = new Map(changed.map(({ id, revision }) => [id, revision]));
    for (const whole of await this.campaigns.whole(tenantId, [...revisionOf.keys()]))
      live.set(whole.campaign.id, {
        revision: revisionOf.get(whole.campaign.id) ?? whole.campaign.revision,
        campaign: toLiveCampaign(whole),
      });
    return new CampaignsInMemory(
      placements.map(({ key }) => key),
      revisions,
      live,
    );
  }
}
