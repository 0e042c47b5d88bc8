import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource, In, type EntityManager } from 'typeorm';
import { CampaignAudienceEntity, audienceKinds } from '../../models/campaign/campaign-audience.entity.js';
import { CampaignPlacementEntity } from '../../models/campaign/campaign-placement.entity.js';
import { CampaignEntity, type CampaignStatus } from '../../models/campaign/campaign.entity.js';
import { campaignTermsSchema, type Budget } from '../../models/campaign/campaign-terms.js';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import type { BoundCampaign } from '../../models/campaign/live-campaign.js';
import { CreativeEntity } from '../../models/campaign/creative.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { groupBy } from '../platform/group-by.js';
import { contentOf } from './content.js';

/** A campaign with all that hangs on it. */
export interface WholeCampaign {
  readonly campaign: CampaignEntity;
  readonly placements: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Oldest first, archived ones too. */
  readonly creatives: readonly CreativeEntity[];
  /** All of it as one value; what is proposed is in `campaign.proposal`. */
  readonly content: CampaignContent;
}

/** Enough of every campaign to know whether it changed and whether it may be shown. */
export interface CampaignRevision {
  readonly id: string;
  readonly revision: number;
  readonly status: CampaignStatus;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
}

const cursorKey = z.tuple([z.iso.datetime(), z.guid()]);

/** Which campaigns of a tenant; all that is named has to fit. */
export interface CampaignFilter {
  readonly ids?: readonly string[] | null | undefined;
  /** As it is now: a passed schedule is read as ended. */
  readonly status?: CampaignStatus | null | undefined;
  readonly advertiserId?: string | null | undefined;
  readonly placement?: string | null | undefined;
  /** Part of the name, whatever its case. */
  readonly nameContains?: string | null | undefined;
  readonly includeArchived?: boolean | null | undefined;
}

/** Reads `campaigns` with their placements, audiences and creatives. */
@Injectable()
export class CampaignsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Newest first; one row more than the page when there is one. */
  async page(tenantId: string, filter: CampaignFilter, now: number, page: Page): Promise<WholeCampaign[]> {
    const [createdAt, id] = keyOf(page);
    const { ids = null, status = null, advertiserId = null, placement = null, nameContains } = filter;
    const like = nameContains ? `%${nameContains.replaceAll(/[\\%_]/g, '\\$&')}%` : null;
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from campaigns c
       where tenant_id = $1
         and ($2::text is null or $2 =
           case when status in ('live', 'paused') and ends_at <= $3::timestamptz then 'ended' else status end)
         and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
         and ($7::uuid[] is null or id = any($7))
         and ($8::uuid is null or advertiser_id = $8)
         and ($9::text is null or exists (
           select 1 from campaign_placements p
           where p.tenant_id = $1 and p.campaign_id = c.id and p.placement_key = $9))
         and ($10::text is null or name ilike $10)
         and ($11 or archived_at is null)
       order by created_at desc, id desc limit $6`,
      [tenantId, status, new Date(now), createdAt, id, page.limit + 1, ids && uuidsIn(ids), advertiserId === null ? null : (uuidsIn([advertiserId])[0] ?? noId), placement, like, filter.includeArchived === true], // prettier-ignore
    );
    const found = rows.map((row) => row.id);
    const byId = new Map((await this.whole(tenantId, found)).map((whole) => [whole.campaign.id, whole]));
    return found.flatMap((key) => byId.get(key) ?? []);
  }

  async find(tenantId: string, id: string, manager = this.dataSource.manager): Promise<WholeCampaign | null> {
    if (!z.guid().safeParse(id).success) return null;
    return (await this.whole(tenantId, [id], manager)).at(0) ?? null;
  }

  /** The campaigns of those ids with all that hangs on them, in no order; unknown ids are left out. */
  async whole(
    tenantId: string,
    ids: readonly string[],
    manager = this.dataSource.manager,
  ): Promise<WholeCampaign[]> {
    if (ids.length === 0) return [];
    const ofThese = { tenantId, campaignId: In([...ids]) };
    const campaigns = await manager.findBy(CampaignEntity, { tenantId, id: In([...ids]) });
    const placements = await manager.find(CampaignPlacementEntity, {
      where: ofThese,
      order: { placementKey: 'ASC' },
    });
    const audiences = await manager.find(CampaignAudienceEntity, {
      where: ofThese,
      order: { segmentId: 'ASC' },
    });
    const creatives = await manager.find(CreativeEntity, {
      where: ofThese,
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    const placementsOf = groupBy(placements, ({ campaignId }) => campaignId);
    const audiencesOf = groupBy(audiences, ({ campaignId }) => campaignId);
    const creativesOf = groupBy(creatives, ({ campaignId }) => campaignId);
    return campaigns.map((campaign) => {
      const [include = [], exclude = []] = audienceKinds.map((kind) =>
        (audiencesOf.get(campaign.id) ?? []).filter((row) => row.kind === kind).map((row) => row.segmentId),
      );
      const ties = {
        placements: (placementsOf.get(campaign.id) ?? []).map((row) => row.placementKey),
        ...{ include, exclude, creatives: creativesOf.get(campaign.id) ?? [] },
      };
      return { campaign, ...ties, content: contentOf(campaign, ties) };
    });
  }

  /** Every campaign's revision, status and schedule: what a cache needs to see what changed. */
  revisions(tenantId: string): Promise<CampaignRevision[]> {
    return this.dataSource.manager.find(CampaignEntity, {
      select: { id: true, revision: true, status: true, startsAt: true, endsAt: true },
      where: { tenantId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  /** What may be spent of these campaigns, by their ids; absent where nothing bounds it. */
  async budgets(
    manager: EntityManager,
    asked: readonly { readonly tenantId: string; readonly campaignId: string }[],
  ): Promise<Map<string, Budget>> {
    const rows: { id: string; terms: unknown }[] = await manager.query(
      'select id, terms from campaigns where (tenant_id, id) in (select * from unnest($1::uuid[], $2::uuid[]))',
      [asked.map(({ tenantId }) => tenantId), asked.map(({ campaignId }) => campaignId)],
    );
    const budgets = rows.map(({ id, terms }) => ({ id, budget: campaignTermsSchema.parse(terms).budget }));
    return new Map(budgets.flatMap(({ id, budget }) => (budget ? [[id, budget]] : [])));
  }

  /** By what the offers of each of the tenant's campaigns are bound, whether it may be shown or not. */
  async bounds(manager: EntityManager, tenantId: string): Promise<BoundCampaign[]> {
    const rows = await manager.find(CampaignEntity, {
      select: { id: true, advertiserId: true, terms: true, timeZone: true, startsAt: true, endsAt: true },
      where: { tenantId },
    });
    return rows.map(({ terms, startsAt, endsAt, ...row }) => ({
      ...{ id: row.id, advertiserId: row.advertiserId, timeZone: row.timeZone },
      terms: campaignTermsSchema.parse(terms),
      startsAt: startsAt?.getTime() ?? null,
      endsAt: endsAt?.getTime() ?? null,
    }));
  }

  /** Takes the campaign's row for the rest of the transaction, so that two changes follow each other. */
  async lock(manager: EntityManager, tenantId: string, id: string): Promise<void> {
    if (!z.guid().safeParse(id).success) return;
    await manager.query('select 1 from campaigns where tenant_id = $1 and id = $2 for update', [
      tenantId,
      id,
    ]);
  }

  /** Ids of the campaigns that keep a segment from being archived. */
  async holding(tenantId: string, segmentId: string): Promise<string[]> {
    const ties = await this.dataSource.manager.findBy(CampaignAudienceEntity, {
      tenantId,
      segmentId,
      segmentStatus: 'ACTIVE',
    });
    return ties.map(({ campaignId }) => campaignId);
  }
}

/** Names no row. */
const noId = '00000000-0000-0000-0000-000000000000';

function uuidsIn(ids: readonly string[]): string[] {
  return ids.filter((id) => z.guid().safeParse(id).success);
}

function keyOf({ afterKey }: Page): [string | null, string | null] {
  if (afterKey === null) return [null, null];
  const key = cursorKey.safeParse(afterKey);
  if (!key.success) throw badCursor();
  return key.data;
}
