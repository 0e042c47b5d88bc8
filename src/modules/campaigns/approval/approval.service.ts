import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Approval } from '../../../models/campaign/approval.js';
import type { CampaignDeed } from '../../../models/campaign/campaign-version.entity.js';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { CampaignChanges } from '../campaign-changes.js';
import { CampaignRows } from '../campaign-rows.js';
import { wrongStatus } from '../campaigns.errors.js';
import type { WholeCampaign } from '../campaigns.repository.js';
import { CampaignSettingsRepository, type CampaignSettings } from './campaign-settings.repository.js';
import { decide, wouldGoWrong, type ApprovalAct, type ApprovalRefusal } from './decide.js';

/** What came of it: the campaign, or why nothing was done. */
export type ApprovalOutcome = WholeCampaign | { readonly refused: ApprovalRefusal };

const deeds: Record<ApprovalAct['act'], CampaignDeed> = {
  SUBMIT: 'SUBMITTED',
  WITHDRAW: 'WITHDRAWN',
  APPROVE: 'APPROVED',
  SEND_BACK: 'SENT_BACK',
};

/** Approval of campaigns: handing in, approving, sending back, and whether it is needed at all. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly changes: CampaignChanges,
    private readonly rows: CampaignRows,
    private readonly settings: CampaignSettingsRepository,
    private readonly clock: Clock,
  ) {}

  /** How the tenant goes about its campaigns. */
  settingsOf({ tenantId }: Caller): Promise<CampaignSettings> {
    return this.settings.read(tenantId);
  }

  /** Sets it, from now on: what is shown already goes on. */
  async setSettings({ tenantId }: Caller, settings: CampaignSettings): Promise<CampaignSettings> {
    await this.settings.put(tenantId, settings, this.clock.now());
    return settings;
  }

  /** Hands in what is proposed, or else the campaign as it is. @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS */
  submit(caller: Caller, id: string): Promise<ApprovalOutcome> {
    return this.act(caller, id, () => ({ act: 'SUBMIT' }));
  }

  /** Takes back what was handed in, and drops what is proposed. @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS */
  withdraw(caller: Caller, id: string): Promise<ApprovalOutcome> {
    return this.act(caller, id, () => ({ act: 'WITHDRAW' }));
  }

  /**
   * Approves what was handed in; a proposal is shown from now on.
   * @param version of the campaign as it was looked at
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS, SEGMENT_NOT_FOUND
   */
  approve(caller: Caller, id: string, version: number): Promise<ApprovalOutcome> {
    return this.act(caller, id, ({ authorsMayApprove }) => ({ act: 'APPROVE', version, authorsMayApprove }));
  }

  /** Sends back what was handed in, with the reason. @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS */
  sendBack(caller: Caller, id: string, version: number, reason: string): Promise<ApprovalOutcome> {
    return this.act(caller, id, () => ({ act: 'SEND_BACK', version, reason }));
  }

  private async act(
    caller: Caller,
    id: string,
    say: (settings: CampaignSettings) => ApprovalAct,
  ): Promise<ApprovalOutcome> {
    const refusal = await this.changes.holding(caller, id, async (manager, whole) => {
      if (whole.campaign.status === 'ended') throw wrongStatus(whole.campaign, 'approved');
      const asked = say(await this.settings.read(caller.tenantId, manager));
      const decided = decide(whole.campaign, asked, caller.keyId, this.clock.now());
      if ('refused' in decided) return decided;
      if (decided.approval === 'AS_IT_IS') return null;
      return this.put(manager, caller, whole, asked, decided.approval);
    });
    return refusal ?? this.rows.get(caller.tenantId, id);
  }

  private async put(manager: EntityManager, caller: Caller, whole: WholeCampaign, asked: ApprovalAct, approval: Approval): Promise<{ refused: ApprovalRefusal } | null> {
    const { campaign } = whole;
    const now = this.clock.now();
    const isDropped = asked.act === 'WITHDRAW';
    const content = isDropped ? whole.content : (campaign.proposal ?? whole.content);
    if (asked.act === 'APPROVE' && campaign.proposal) {
      const problems = await this.changes.put(manager, whole, campaign.proposal, approval, now);
      if (problems) return wouldGoWrong(problems);
    } else await this.rows.writes.propose(manager, campaign, isDropped ? null : campaign.proposal, approval);
    const note = asked.act === 'SEND_BACK' ? asked.reason.trim() : null;
    await this.rows.keep(manager, whole, { deed: deeds[asked.act], note, content, by: caller.keyId, now });
    return null;
  } // prettier-ignore
}
