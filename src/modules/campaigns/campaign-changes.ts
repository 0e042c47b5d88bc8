import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import { openApproval, type Approval } from '../../models/campaign/approval.js';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import type { CampaignDeed } from '../../models/campaign/campaign-version.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import { Clock } from '../platform/clock.js';
import { CampaignSettingsRepository } from './approval/campaign-settings.repository.js';
import { layChange } from './approval/lay-change.js';
import { CampaignTransactions } from './campaign-transactions.js';
import { campaignNotFound, wrongStatus } from './campaigns.errors.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { CampaignRows } from './campaign-rows.js';
import { heldProblems } from './holds/held-problems.js';
import { liveProblems } from './terms/live-problems.js';

/** What a change is called in the campaign's history. */
export interface Deed {
  readonly deed: CampaignDeed;
  readonly note?: string | null;
}

/** A content understood, or what is wrong with it. */
export type Edited = CampaignContent | { readonly problems: Problem[] };

/**
 * The one way in which a campaign is changed: it is held, what is new goes into it or waits beside it for approval, and a version keeps
 * what was done. Changes of one campaign follow each other; what changes nothing leaves no trace.
 */
@Injectable()
export class CampaignChanges {
  constructor(
    private readonly rows: CampaignRows,
    private readonly settings: CampaignSettingsRepository,
    private readonly transactions: CampaignTransactions,
    private readonly clock: Clock,
  ) {}

  /**
   * Changes what a campaign says, in any standing but ended by hand.
   * @param work gives what it shall say, out of what is proposed or else shown
   * @returns null, or what is wrong with what it shall say; then nothing is changed
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS, SEGMENT_NOT_FOUND, and what the work throws
   */
  edit(caller: Caller, id: string, { deed, note = null }: Deed, work: (content: CampaignContent) => Edited): Promise<Problem[] | null> {
    return this.holding(caller, id, async (manager, whole) => {
      const { campaign, content } = whole;
      if (campaign.status === 'ended') throw wrongStatus(campaign, 'changed');
      const after = work(campaign.proposal ?? content);
      if ('problems' in after) return after.problems;
      const now = this.clock.now();
      const problems = await this.problemsOf(manager, whole, after, now);
      if (problems.length > 0) return problems;
      const { approvalNeeded } = await this.settings.read(caller.tenantId, manager);
      const laid = layChange(campaign, content, after, approvalNeeded, caller.keyId);
      if (laid.kind === 'SAME') return null;
      if (laid.kind === 'PROPOSAL') {
        await this.rows.writes.propose(manager, campaign, after, laid.approval);
        await this.rows.keep(manager, whole, { deed: 'PROPOSED', note, content: after, by: caller.keyId, now });
      } else {
        await this.rows.writes.write(manager, campaign, after, laid.approval, now);
        await this.rows.keep(manager, whole, { deed, note, content: after, by: caller.keyId, now });
      }
      return null;
    });
  } // prettier-ignore

  /**
   * Puts what a campaign shall say into it, wherever it was waiting: of a live one only where it keeps its bounds.
   * @param now milliseconds since the epoch
   * @returns null, or what is wrong with it; then nothing is written
   */
  async put(manager: EntityManager, whole: WholeCampaign, after: CampaignContent, approval: Approval, now: number): Promise<Problem[] | null> {
    const problems = await this.problemsOf(manager, whole, after, now);
    if (problems.length > 0) return problems;
    await this.rows.writes.write(manager, whole.campaign, after, approval, now);
    return null;
  } // prettier-ignore

  /**
   * Makes a draft; one of that id that is there already stays as it is, so that asking again makes no second.
   * @param say gives what it says at an instant
   * @throws AppError SEGMENT_NOT_FOUND
   */
  make(caller: Caller, id: string, { deed, note = null }: Deed, say: (now: Date) => CampaignContent): Promise<void> {
    const { tenantId, keyId: by } = caller;
    return this.transactions.run(tenantId, async (manager) => {
      const now = this.clock.now();
      const content = say(new Date(now));
      const approval = { ...openApproval, authors: [by] };
      const isNew = await this.rows.writes.insert(manager, { tenantId, id }, content, approval, now);
      if (isNew) await this.rows.keep(manager, { campaign: isNew, content }, { deed, note, content, by, now });
    });
  } // prettier-ignore

  /**
   * Holds a campaign's row while the work is done, so that two changes follow each other.
   * @throws AppError CAMPAIGN_NOT_FOUND, and what the work throws
   */
  holding<T>(caller: Caller, id: string, work: (manager: EntityManager, whole: WholeCampaign) => Promise<T>): Promise<T> {
    return this.transactions.run(caller.tenantId, async (manager) => {
      await this.rows.reads.lock(manager, caller.tenantId, id);
      const whole = await this.rows.reads.find(caller.tenantId, id, manager);
      if (!whole) throw campaignNotFound(id);
      return work(manager, whole);
    });
  } // prettier-ignore

  /** Of a live one, what would break its bounds; of any, what would take from experiments what they show. */
  private async problemsOf(
    manager: EntityManager,
    { campaign, content }: WholeCampaign,
    after: CampaignContent,
    now: number,
  ): Promise<Problem[]> {
    const ofLive = campaign.status === 'live' ? liveProblems(content, after, now) : [];
    return [...ofLive, ...heldProblems(content, after, await this.rows.holds.of(manager, campaign))];
  }
}
