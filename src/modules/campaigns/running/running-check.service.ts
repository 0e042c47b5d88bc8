import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { CampaignSettingsRepository } from '../approval/campaign-settings.repository.js';
import { CampaignRows } from '../campaign-rows.js';
import { LaunchCheck } from '../launch-check.js';
import { standingNow, type NotRunning } from './why-not-running.js';

/** Whether and why a campaign is not shown now, at any time, live ones too. */
@Injectable()
export class RunningCheckService {
  constructor(
    private readonly rows: CampaignRows,
    private readonly settings: CampaignSettingsRepository,
    private readonly check: LaunchCheck,
    private readonly clock: Clock,
  ) {}

  /**
   * Everything that keeps it from being shown, as far as campaigns and stock know it: nothing of who is in its audiences.
   * @throws AppError CAMPAIGN_NOT_FOUND
   */
  async whyNotRunning(caller: Caller, id: string): Promise<NotRunning[]> {
    const whole = await this.rows.get(caller.tenantId, id);
    const { approvalNeeded } = await this.settings.read(caller.tenantId);
    // What is live already is not taken down by a setting made later: it was let through as the setting was then.
    const isAsked = approvalNeeded && whole.campaign.status !== 'live';
    const obstacles = this.check.obstacles(whole, await this.check.look(caller), isAsked);
    return [
      ...standingNow(whole.campaign, whole.content, this.clock.now()),
      ...obstacles.map((obstacle) => ({ ...obstacle, until: null })),
    ];
  }
}
