import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { CampaignDeed } from '../../models/campaign/campaign-version.entity.js';
import { Clock } from '../platform/clock.js';
import { CampaignSettingsRepository } from './approval/campaign-settings.repository.js';
import { CampaignChanges } from './campaign-changes.js';
import { CampaignRows } from './campaign-rows.js';
import { campaignHeld, wrongStatus } from './campaigns.errors.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { inWords } from './holds/held-problems.js';
import { LaunchCheck } from './launch-check.js';
import type { LaunchObstacle } from './launch-obstacles.js';
import { statusAt, transition, type CampaignAction } from './transition.js';

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

  /**
   * Goes on with a paused campaign, or names everything in its way.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS when it was never launched, or ended
   */
  async resume(caller: Caller, id: string): Promise<LaunchObstacle[]> {
    const { campaign } = await this.rows.get(caller.tenantId, id);
    if (campaign.status === 'draft' || campaign.status === 'ended') throw wrongStatus(campaign, 'resumed');
    return this.launch(caller, id);
  }

  /**
   * Puts a campaign away: it is ended where it was not, and left out of lists.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS while it is live, CAMPAIGN_HELD while it is tried and not ended
   */
  archive(caller: Caller, id: string): Promise<void> {
    return this.changes.holding(caller, id, async (manager, whole) => {
      const { campaign, content } = whole;
      const now = this.clock.now();
      if (campaign.archivedAt !== null) return;
      const standing = statusAt(campaign, now);
      if (standing === 'live') throw wrongStatus(campaign, 'put away; pause or end it first');
      const holds = standing === 'ended' ? [] : await this.rows.holds.of(manager, campaign);
      if (holds.length > 0) throw campaignHeld(id, holds.map(inWords)); // prettier-ignore
      await this.rows.writes.setStatus(manager, campaign, 'ended');
      await this.rows.writes.archive(manager, campaign, now);
      await this.rows.keep(manager, whole, { deed: 'ARCHIVED', note: null, content, by: caller.keyId, now });
    });
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
