import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { CampaignContent, CreativeContent } from '../../models/campaign/campaign-content.js';
import type { Problem } from '../../models/campaign/problem.js';
import { Clock } from '../platform/clock.js';
import { CampaignChanges } from './campaign-changes.js';
import { creativeNotFound, notArchived } from './campaigns.errors.js';
import { creativeProblems, newCreative, type CreativeDraft } from './creative-problems.js';
import { CreativesRepository } from './creatives.repository.js';

/** A creative as it is now, or is proposed to be. */
export interface CreativeNow extends CreativeContent {
  readonly campaignId: string;
  readonly updatedAt: Date;
}

/** What campaigns say. Each change is one of the campaign: it waits for approval where that is needed. */
@Injectable()
export class CreativesService {
  constructor(
    private readonly creatives: CreativesRepository,
    private readonly changes: CampaignChanges,
    private readonly clock: Clock,
  ) {}

  /**
   * Adds a creative to a campaign, or says what is wrong with it.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS
   */
  async add(
    caller: Caller,
    campaignId: string,
    draft: CreativeDraft,
  ): Promise<CreativeNow | { problems: Problem[] }> {
    const problems = creativeProblems(draft);
    if (problems.length > 0) return { problems };
    const updatedAt = new Date(this.clock.now());
    const creative = newCreative(draft, updatedAt);
    await this.changes.edit(caller, campaignId, { deed: 'CHANGED' }, (content) => {
      return { ...content, creatives: [...content.creatives, creative] };
    });
    return { ...creative, campaignId, updatedAt };
  }

  /**
   * Changes what is named; the rest stays.
   * @throws AppError CREATIVE_NOT_FOUND, CAMPAIGN_STATUS
   */
  async update(
    caller: Caller,
    id: string,
    change: Partial<CreativeDraft>,
  ): Promise<CreativeNow | { problems: Problem[] }> {
    return this.changing(caller, id, (current) => {
      const creative = { ...current, ...change };
      const problems = creativeProblems(creative);
      return problems.length > 0 ? { problems } : creative;
    });
  }

  /**
   * Takes a creative out of use; it stays readable, as decisions name it.
   * @throws AppError CREATIVE_NOT_FOUND, CREATIVE_HELD, CAMPAIGN_STATUS
   */
  async archive(caller: Caller, id: string): Promise<CreativeNow> {
    const archived = await this.changing(caller, id, (current) => ({ ...current, status: 'archived' }));
    if ('problems' in archived) throw notArchived(id, archived.problems);
    return archived;
  }

  /** Changes one creative of a campaign that is held meanwhile: changes of one campaign follow each other. */
  private async changing(
    caller: Caller,
    givenId: string,
    work: (current: CreativeContent) => CreativeContent | { problems: Problem[] },
  ): Promise<CreativeNow | { problems: Problem[] }> {
    const id = givenId.toLowerCase();
    const campaignId = await this.creatives.campaignOf(caller.tenantId, id);
    if (campaignId === null) throw creativeNotFound(givenId);
    let made: CreativeContent | undefined;
    const problems = await this.changes.edit(caller, campaignId, { deed: 'CHANGED' }, (content) => {
      const current = content.creatives.find((each) => each.id === id);
      if (!current) throw creativeNotFound(givenId);
      const changed = work(current);
      if ('problems' in changed) return changed;
      made = changed;
      return withCreative(content, changed);
    });
    if (problems) return { problems };
    if (!made) throw creativeNotFound(givenId);
    return { ...made, campaignId, updatedAt: new Date(this.clock.now()) };
  }
}

function withCreative(content: CampaignContent, creative: CreativeContent): CampaignContent {
  return {
    ...content,
    creatives: content.creatives.map((each) => (each.id === creative.id ? creative : each)),
  };
}
