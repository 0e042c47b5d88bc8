import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { PlacementEntity } from '../../models/campaign/placement.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { campaignNotFound, campaignsError, creativeNotFound } from './campaigns.errors.js';
import { CampaignsRepository } from './campaigns.repository.js';
import { creativeProblems, newCreative, type CreativeDraft, type CreativeRow } from './creative-problems.js';
import { CreativesRepository } from './creatives.repository.js';
import { campaignsTopic, LiveCampaigns } from './live-campaigns.js';

/** A placement to make. */
export type PlacementInput = Pick<PlacementEntity, 'key' | 'name' | 'description'>;

/** What campaigns say, and where they may say it. */
@Injectable()
export class CreativesService {
  constructor(
    private readonly creatives: CreativesRepository,
    private readonly campaigns: CampaignsRepository,
    private readonly inMemory: LiveCampaigns,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a creative to a campaign, or says what is wrong with it.
   * @throws AppError CAMPAIGN_NOT_FOUND
   */
  async add(
    { tenantId }: Caller,
    campaignId: string,
    draft: CreativeDraft,
  ): Promise<CreativeRow | { problems: Problem[] }> {
    const problems = creativeProblems(draft);
    if (problems.length > 0) return { problems };
    return this.changing(tenantId, async (manager) => {
      await this.campaigns.lock(manager, tenantId, campaignId);
      if (!(await this.campaigns.find(tenantId, campaignId, manager))) throw campaignNotFound(campaignId);
      const updatedAt = new Date(this.clock.now());
      const creative = newCreative({ tenantId, id: campaignId, updatedAt }, draft);
      await this.campaigns.insertCreative(manager, creative);
      await this.campaigns.touch(manager, tenantId, campaignId, this.clock.now());
      return creative;
    });
  }

  /**
   * Changes what is named; the rest stays.
   * @throws AppError CREATIVE_NOT_FOUND
   */
  async update(
    caller: Caller,
    id: string,
    change: Partial<CreativeDraft>,
  ): Promise<CreativeRow | { problems: Problem[] }> {
    return this.changingOne(caller, id, async (manager, current) => {
      const creative = { ...current, ...change, updatedAt: new Date(this.clock.now()) };
      const problems = creativeProblems(creative);
      if (problems.length > 0) return { problems };
      return this.saved(manager, creative);
    });
  }

  /**
   * Takes a creative out of use; it stays readable, as decisions name it.
   * @throws AppError CREATIVE_NOT_FOUND
   */
  async archive(caller: Caller, id: string): Promise<CreativeRow> {
    return this.changingOne(caller, id, (manager, current) =>
      this.saved(manager, { ...current, status: 'archived', updatedAt: new Date(this.clock.now()) }),
    );
  }

  placements({ tenantId }: Caller): Promise<PlacementEntity[]> {
    return this.creatives.placements(tenantId);
  }

  /** @throws AppError INVALID_PLACEMENT, PLACEMENT_EXISTS */
  async createPlacement({ tenantId }: Caller, input: PlacementInput): Promise<PlacementEntity> {
    const isNamed = input.name.trim() !== '' && input.name.length <= 120 && input.description.length <= 1_000;
    if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(input.key) || !isNamed)
      throw campaignsError(
        'INVALID_PLACEMENT',
        'invalid',
        'A placement needs a key of at most 63 small letters, digits and hyphens such as home-hero, and a name of 1 to 120 characters; its description may have 1,000.',
      );
    const placement = { ...input, tenantId, createdAt: new Date(this.clock.now()) };
    await this.changing(tenantId, async (manager) => {
      if (await this.creatives.insertPlacement(manager, placement)) return;
      throw campaignsError('PLACEMENT_EXISTS', 'conflict', `There is a placement ${input.key} already.`);
    });
    return placement;
  }

  /** Holds the creative's campaign first, as launching does, and only then reads: changes of one campaign follow each other. */
  private async changingOne<T>(
    { tenantId }: Caller,
    id: string,
    work: (manager: EntityManager, current: CreativeRow) => Promise<T>,
  ): Promise<T> {
    const { campaignId } = await this.found(tenantId, id);
    return this.changing(tenantId, async (manager) => {
      await this.campaigns.lock(manager, tenantId, campaignId);
      return work(manager, await this.found(tenantId, id, manager));
    });
  }

  private async found(tenantId: string, id: string, manager?: EntityManager): Promise<CreativeRow> {
    const creative = await this.creatives.find(tenantId, id, manager);
    if (!creative) throw creativeNotFound(id);
    return creative;
  }

  private async saved(manager: EntityManager, creative: CreativeRow): Promise<CreativeRow> {
    await this.creatives.save(manager, creative);
    await this.campaigns.touch(manager, creative.tenantId, creative.campaignId, this.clock.now());
    return creative;
  }

  private async changing<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.campaigns.dataSource.transaction(async (manager) => {
      const done = await work(manager);
      await this.changes.announce(manager, campaignsTopic, tenantId);
      return done;
    });
    await this.inMemory.catchUp(tenantId); // whoever made the change sees it here with their next call
    return result;
  }
}
