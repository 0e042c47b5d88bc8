import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import type { CampaignDeed } from '../../models/campaign/campaign-version.entity.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { campaignNotFound } from './campaigns.errors.js';
import { CampaignWritesRepository } from './campaign-writes.repository.js';
import { CampaignsRepository, type CampaignFilter, type WholeCampaign } from './campaigns.repository.js';
import { CampaignHoldsRepository } from './holds/campaign-holds.repository.js';
import { CampaignVersionsRepository } from './versions/campaign-versions.repository.js';

/** What was done to a campaign, to be kept. */
export interface Done {
  readonly deed: CampaignDeed;
  readonly note: string | null;
  /** What it says from here on, or is proposed to say. */
  readonly content: CampaignContent;
  /** Id of the key that did it. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** A campaign's rows: reading them, writing them, and keeping a version of each change along with it. */
@Injectable()
export class CampaignRows {
  constructor(
    readonly reads: CampaignsRepository,
    readonly writes: CampaignWritesRepository,
    readonly versions: CampaignVersionsRepository,
    readonly holds: CampaignHoldsRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError CAMPAIGN_NOT_FOUND */
  async get(tenantId: string, id: string): Promise<WholeCampaign> {
    const whole = await this.reads.find(tenantId, id);
    if (!whole) throw campaignNotFound(id);
    return whole;
  }

  /** Newest first, a passed schedule read as ended; one row more than the page when there is one. */
  page(tenantId: string, filter: CampaignFilter, page: Page): Promise<WholeCampaign[]> {
    return this.reads.page(tenantId, filter, this.clock.now(), page);
  }

  /**
   * Keeps what was done as the campaign's next version and marks it as changed. One that is older than versions is first kept
   * as it was.
   */
  async keep(manager: EntityManager, { campaign, content }: Pick<WholeCampaign, 'campaign' | 'content'>, done: Done): Promise<void> {
    let { version } = campaign;
    if (version === 0 && done.deed !== 'CREATED' && done.deed !== 'DUPLICATED')
      await this.versions.add(manager, campaign, { version: ++version, deed: 'KEPT', note: null, content, doneAt: campaign.updatedAt, doneBy: null });
    const { deed, note, by, now } = done;
    await this.versions.add(manager, campaign, { version: ++version, deed, note, content: done.content, doneAt: new Date(now), doneBy: by });
    await this.writes.touch(manager, campaign, version, now);
  } // prettier-ignore
}
