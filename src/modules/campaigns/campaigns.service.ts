import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { CampaignEntity, CampaignStatus } from '../../models/campaign/campaign.entity.js';
import type { CampaignsNow } from '../../models/campaign/live-campaign.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { AppError } from '../platform/app-error.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { emptyDraft, type CampaignDraft, type CampaignInput } from './campaign-draft.js';
import { campaignsError, campaignNotFound } from './campaigns.errors.js';
import { CampaignsRepository, type WholeCampaign } from './campaigns.repository.js';
import { creativeProblems, newCreative, type CreativeDraft } from './creative-problems.js';
import { LaunchCheck } from './launch-check.js';
import type { LaunchObstacle } from './launch-obstacles.js';
import { campaignsTopic, LiveCampaigns } from './live-campaigns.js';
import { transition, type CampaignAction } from './transition.js';

/** What may be shown, to whom, where and when: the door to campaigns. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly repository: CampaignsRepository,
    private readonly inMemory: LiveCampaigns,
    private readonly launchCheck: LaunchCheck,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /**
   * Those that may be shown at `now`, from memory, and how many there are besides. The same objects as long as nothing
   * about them changes.
   */
  async campaignsAt(tenantId: string, now: number): Promise<CampaignsNow> {
    return (await this.inMemory.of(tenantId)).at(now);
  }

  /** Keys of the tenant's placements as the database has them now: to look twice before refusing one. */
  async placementKeysNow(tenantId: string): Promise<readonly string[]> {
    return (await this.inMemory.catchUp(tenantId)).placements;
  }

  /** Keys of the tenant's placements, from memory. */
  async placementKeys(tenantId: string): Promise<readonly string[]> {
    return (await this.inMemory.of(tenantId)).placements;
  }

  /** Newest first, one row more than the page when there is one. */
  list(caller: Caller, status: CampaignStatus | null, page: Page): Promise<WholeCampaign[]> {
    return this.repository.page(caller.tenantId, status, this.clock.now(), page);
  }

  /** Those that name a segment and are not ended: it cannot be archived before they let go of it. */
  async holding({ tenantId }: Caller, segmentId: string): Promise<WholeCampaign[]> {
    return this.repository.whole(tenantId, await this.repository.holding(tenantId, segmentId));
  }

  /** @throws AppError CAMPAIGN_NOT_FOUND */
  async get(caller: Caller, id: string): Promise<WholeCampaign> {
    const whole = await this.repository.find(caller.tenantId, id);
    if (!whole) throw campaignNotFound(id);
    return whole;
  }

  /**
   * Makes a draft, or says everything that is wrong with it.
   * @throws AppError SEGMENT_NOT_FOUND
   */
  async create(
    caller: Caller,
    input: CampaignInput,
    creatives: readonly CreativeDraft[] = [],
  ): Promise<WholeCampaign | { problems: Problem[] }> {
    const { tenantId } = caller;
    const read = this.launchCheck.read(await this.launchCheck.setting(caller), input, null);
    const problems = ['problems' in read ? read.problems : [], ...creatives.map(problemsAt)].flat();
    if ('problems' in read || problems.length > 0) return { problems };
    const now = new Date(this.clock.now());
    const id = randomUUID();
    const stamp = { tenantId, id, status: 'draft' as const, revision: 1, createdAt: now, updatedAt: now };
    await this.changing(tenantId, async (manager) => {
      await this.repository.insert(manager, { ...stamp, ...columnsOf(read.draft) }, read.draft);
      for (const draft of creatives) await this.repository.insertCreative(manager, newCreative(stamp, draft));
    });
    return this.get(caller, id);
  }

  /**
   * Changes what the input names, in any standing but ended by hand; a live campaign changes at once.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS, SEGMENT_NOT_FOUND
   */
  async update(
    caller: Caller,
    id: string,
    input: CampaignInput,
  ): Promise<WholeCampaign | { problems: Problem[] }> {
    const setting = await this.launchCheck.setting(caller);
    const problems = await this.changing(caller.tenantId, async (manager) => {
      const whole = await this.locked(manager, caller, id);
      if (whole.campaign.status === 'ended') throw wrongStatus(whole.campaign, 'changed');
      const read = this.launchCheck.read(setting, input, draftOf(whole));
      if ('problems' in read) return read.problems;
      await this.repository.update(manager, caller.tenantId, id, read.draft);
      await this.repository.touch(manager, caller.tenantId, id, this.clock.now());
      return null;
    });
    return problems ? { problems } : this.get(caller, id);
  }

  /**
   * Makes a campaign live, or names everything in its way.
   * @throws AppError CAMPAIGN_NOT_FOUND
   */
  async launch(caller: Caller, id: string): Promise<WholeCampaign | { obstacles: LaunchObstacle[] }> {
    const stock = await this.launchCheck.stock(caller);
    const obstacles = await this.changing(caller.tenantId, async (manager) => {
      const whole = await this.locked(manager, caller, id);
      const found = this.launchCheck.obstacles(whole, stock);
      if (found.length === 0) await this.move(manager, whole.campaign, 'launch');
      return found;
    });
    return obstacles.length > 0 ? { obstacles } : this.get(caller, id);
  }

  /**
   * Pauses a live campaign, or ends any for good; doing it again changes nothing.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS when it may not be done from where it stands
   */
  async stop(caller: Caller, id: string, action: 'pause' | 'end'): Promise<WholeCampaign> {
    await this.changing(caller.tenantId, async (manager) => {
      const { campaign } = await this.locked(manager, caller, id);
      await this.move(manager, campaign, action);
    });
    return this.get(caller, id);
  }

  private async move(
    manager: EntityManager,
    campaign: CampaignEntity,
    action: CampaignAction,
  ): Promise<void> {
    const to = transition(campaign.status, action);
    if (to === null) throw wrongStatus(campaign, action === 'pause' ? 'paused' : 'moved on');
    if (to === campaign.status) return;
    await this.repository.setStatus(manager, campaign.tenantId, campaign.id, to);
    await this.repository.touch(manager, campaign.tenantId, campaign.id, this.clock.now());
  }

  private async locked(manager: EntityManager, caller: Caller, id: string): Promise<WholeCampaign> {
    await this.repository.lock(manager, caller.tenantId, id);
    const whole = await this.repository.find(caller.tenantId, id, manager);
    if (!whole) throw campaignNotFound(id);
    return whole;
  }

  private async changing<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.repository.dataSource.transaction(async (manager) => {
      const done = await work(manager);
      await this.changes.announce(manager, campaignsTopic, tenantId);
      return done;
    });
    await this.inMemory.catchUp(tenantId); // whoever made the change sees it here with their next call
    return result;
  }
}

function problemsAt(draft: CreativeDraft, index: number): Problem[] {
  return creativeProblems(draft).map((problem) => ({
    ...problem,
    path: `creatives.${index}.${problem.path}`,
  }));
}

function columnsOf(draft: CampaignDraft) {
  return { name: draft.name, ...draft.schedule, vehicleScope: draft.vehicleScope };
}

function draftOf({ campaign, placements, include, exclude }: WholeCampaign): CampaignDraft {
  const { name, startsAt, endsAt, timeZone, vehicleScope } = campaign;
  return { ...emptyDraft(timeZone), name, schedule: { startsAt, endsAt, timeZone }, vehicleScope, placements, include, exclude }; // prettier-ignore
}

function wrongStatus({ id, status }: CampaignEntity, done: string): AppError {
  return campaignsError('CAMPAIGN_STATUS', 'conflict', `Campaign ${id} is ${status} and cannot be ${done}.`);
}
