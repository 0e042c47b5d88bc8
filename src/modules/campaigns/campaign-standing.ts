import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { CampaignDeed } from '../../models/campaign/campaign-version.entity.js';
import { Clock } from '../platform/clock.js';
import { CampaignSettingsRepository } from './approval/campaign-settings.repository.js';
import { CampaignChanges } from './campaign-changes.js';
import { CampaignRows } from './campaign-rows.js';
import { wrongStatus } from './campaigns.errors.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { LaunchCheck } from './launch-check.js';
import type { LaunchObstacle } from './launch-obstacles.js';
import { transition, type CampaignAction } from './transition.js';

const deedOf: Record<CampaignAction, CampaignDeed> = { launch: 'LAUNCHED', pause: 'PAUSED', end: 'ENDED' };

/** Moves campaigns: launches, pauses, ends and puts them away. Doing again what is done changes nothing. */
@Injectable()
export class CampaignStanding {
  constructor(
    private readonly changes: CampaignChanges,
    private readonly rows: CampaignRows,
    private readonly settings: CampaignSettingsRepository,
    private readonly check: LaunchCheck,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a campaign live, or names everything in its way.
   * @throws AppError CAMPAIGN_NOT_FOUND
   */
  async launch(caller: Caller, id: string): Promise<LaunchObstacle[]> {
    const seen = await this.check.look(caller);
    return this.changes.holding(caller, id, async (manager, whole) => {
      const { approvalNeeded } = await this.settings.read(caller.tenantId, manager);
      const found = this.check.obstacles(whole, seen, approvalNeeded);
      if (found.length === 0) await this.move(manager, caller, whole, 'launch');
      return found;
    });
  }

  /** @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS when it may not be done from where it stands */
  stop(caller: Caller, id: string, action: 'pause' | 'end'): Promise<void> {
    return this.changes.holding(caller, id, (manager, whole) => this.move(manager, caller, whole, action));
  }

  private async move(manager: EntityManager, caller: Caller, whole: WholeCampaign, action: CampaignAction): Promise<void> {
    const { campaign, content } = whole;
    const to = transition(campaign.status, action);
    if (to === null) throw wrongStatus(campaign, action === 'pause' ? 'paused' : 'moved on');
    if (to === campaign.status) return;
    const deed = action === 'launch' && campaign.status === 'paused' ? 'RESUMED' : deedOf[action];
    await this.rows.writes.setStatus(manager, campaign, to);
    await this.rows.keep(manager, whole, { deed, note: null, content: campaign.proposal ?? content, by: caller.keyId, now: this.clock.now() });
  } // prettier-ignore
}
