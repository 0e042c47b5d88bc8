import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { Budget } from '../../models/campaign/campaign-terms.js';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import type {
  BoundCampaign,
  CampaignsNow,
  LiveCampaign,
  LivePlacements,
} from '../../models/campaign/live-campaign.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { Page } from '../platform/graphql/connection.js';
import { CampaignChanges } from './campaign-changes.js';
import { readDraft, type CampaignInput } from './campaign-draft.js';
import { CampaignRows } from './campaign-rows.js';
import { CampaignStanding } from './campaign-standing.js';
import type { CampaignFilter, WholeCampaign } from './campaigns.repository.js';
import { emptyContent, inOrder } from './content.js';
import { isOpenAt, openWeekOf } from './dayparts.js';
import { creativeProblems, newCreative, type CreativeDraft } from './creative-problems.js';
import type { LaunchObstacle } from './launch-obstacles.js';
import { LiveCampaigns } from './live-campaigns.js';
import { Surroundings, type Setting } from './surroundings.js';

/** What may be shown, to whom, where and when: the door to campaigns. */
@Injectable()
export class CampaignsService {
  constructor(
    private readonly rows: CampaignRows,
    private readonly inMemory: LiveCampaigns,
    private readonly surroundings: Surroundings,
    private readonly changes: CampaignChanges,
    private readonly standing: CampaignStanding,
  ) {}

  /**
   * Those that may be shown at `now`, from memory, and how many there are besides. The same objects as long as nothing
   * about them changes.
   */
  async campaignsAt(tenantId: string, now: number): Promise<CampaignsNow> {
    return (await this.inMemory.of(tenantId)).at(now);
  }

  /** Tells whether a campaign is within its hours at an instant (milliseconds since the epoch); undefined: it always is. */
  hoursOf({ terms, timeZone }: LiveCampaign): ((at: number) => boolean) | undefined {
    if (terms.dayparts.length === 0) return undefined;
    const week = openWeekOf(terms.dayparts);
    return (at) => isOpenAt(week, timeZone, at);
  }

  /** The tenant's placements as the database has them now: to look twice before refusing one. */
  async livePlacementsNow(tenantId: string): Promise<LivePlacements> {
    return (await this.inMemory.catchUp(tenantId)).placements;
  }

  /** The tenant's placements, from memory. */
  async livePlacements(tenantId: string): Promise<LivePlacements> {
    return (await this.inMemory.of(tenantId)).placements;
  }

  /** What may be spent of campaigns, as it stands in the caller's transaction: by their ids; absent where nothing bounds it. */
  budgetsOf(
    manager: EntityManager,
    asked: readonly { readonly tenantId: string; readonly campaignId: string }[],
  ): Promise<Map<string, Budget>> {
    return this.rows.reads.budgets(manager, asked);
  }

  /** By what the offers of every campaign of the tenant are bound, paused and ended ones too, as the caller's transaction sees it. */
  boundsOf(manager: EntityManager, tenantId: string): Promise<BoundCampaign[]> {
    return this.rows.reads.bounds(manager, tenantId);
  }

  /** Newest first, one row more than the page when there is one. */
  list(caller: Caller, filter: CampaignFilter, page: Page): Promise<WholeCampaign[]> {
    return this.rows.page(caller.tenantId, filter, page);
  }

  /** Those that name a segment and are not ended: it cannot be archived before they let go of it. */
  async holding({ tenantId }: Caller, segmentId: string): Promise<WholeCampaign[]> {
    return this.rows.reads.whole(tenantId, await this.rows.reads.holding(tenantId, segmentId));
  }

  /** @throws AppError CAMPAIGN_NOT_FOUND */
  get(caller: Caller, id: string): Promise<WholeCampaign> {
    return this.rows.get(caller.tenantId, id);
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
    const setting = await this.surroundings.of(caller);
    const read = readDraft(input, emptyContent(zoneFor(input, setting)), setting);
    const problems = ['problems' in read ? read.problems : [], ...creatives.map(problemsAt)].flat();
    if ('problems' in read || problems.length > 0) return { problems };
    const id = randomUUID();
    await this.changes.make(caller, id, { deed: 'CREATED' }, (now) => saying(read.content, creatives, now));
    return this.get(caller, id);
  }

  /**
   * Changes what the input names, in any standing but ended by hand; a live campaign changes at once, or once that is approved
   * where approval is needed.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS, SEGMENT_NOT_FOUND
   */
  async update(
    caller: Caller,
    id: string,
    input: CampaignInput,
  ): Promise<WholeCampaign | { problems: Problem[] }> {
    const setting = await this.surroundings.of(caller);
    const problems = await this.changes.edit(caller, id, { deed: 'CHANGED' }, (content) => {
      const read = readDraft(input, content, setting);
      return 'problems' in read ? read : read.content;
    });
    return problems ? { problems } : this.get(caller, id);
  }

  /**
   * Makes a campaign live, or names everything in its way.
   * @throws AppError CAMPAIGN_NOT_FOUND
   */
  async launch(caller: Caller, id: string): Promise<WholeCampaign | { obstacles: LaunchObstacle[] }> {
    const obstacles = await this.standing.launch(caller, id);
    return obstacles.length > 0 ? { obstacles } : this.get(caller, id);
  }

  /**
   * Goes on with a paused campaign, or names everything in its way; of a live one it changes nothing.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS when it was never launched, or ended
   */
  async resume(caller: Caller, id: string): Promise<WholeCampaign | { obstacles: LaunchObstacle[] }> {
    const obstacles = await this.standing.resume(caller, id);
    return obstacles.length > 0 ? { obstacles } : this.get(caller, id);
  }

  /**
   * Puts a campaign away: ended, and left out of lists; it stays readable, and can be copied.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS while it is live
   */
  async archive(caller: Caller, id: string): Promise<WholeCampaign> {
    await this.standing.archive(caller, id);
    return this.get(caller, id);
  }

  /**
   * Pauses a live campaign, or ends any for good; doing it again changes nothing.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATUS when it may not be done from where it stands
   */
  async stop(caller: Caller, id: string, action: 'pause' | 'end'): Promise<WholeCampaign> {
    await this.standing.stop(caller, id, action);
    return this.get(caller, id);
  }
}

/** The zone a new campaign is in unless it names one: its dealer's, where it is of one that has one; else the tenant's. */
function zoneFor({ advertiserId }: CampaignInput, { advertisers, timeZone }: Setting): string {
  return advertisers.get(advertiserId?.toLowerCase() ?? '')?.timeZone ?? timeZone;
}

function saying(content: CampaignContent, creatives: readonly CreativeDraft[], now: Date): CampaignContent {
  return inOrder({ ...content, creatives: creatives.map((draft) => newCreative(draft, now)) });
}

function problemsAt(draft: CreativeDraft, index: number): Problem[] {
  return creativeProblems(draft).map((problem) => ({
    ...problem,
    path: `creatives.${index}.${problem.path}`,
  }));
}
