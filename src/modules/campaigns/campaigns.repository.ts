import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource, In, type EntityManager } from 'typeorm';
import { CampaignAudienceEntity, audienceKinds } from '../../models/campaign/campaign-audience.entity.js';
import { CampaignPlacementEntity } from '../../models/campaign/campaign-placement.entity.js';
import { CampaignEntity, type CampaignStatus } from '../../models/campaign/campaign.entity.js';
import { CreativeEntity } from '../../models/campaign/creative.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import type { CreativeRow } from './creative-problems.js';
import type { CampaignDraft } from './campaign-draft.js';
import { segmentNotFound } from './campaigns.errors.js';

/** A campaign with all that hangs on it. */
export interface WholeCampaign {
  readonly campaign: CampaignEntity;
  readonly placements: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Oldest first, archived ones too. */
  readonly creatives: readonly CreativeEntity[];
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
const audienceFault = z.object({
  driverError: z.object({
    code: z.literal('23503'),
    constraint: z.enum(['campaign_audiences_segment_fk', 'campaign_audiences_active_fk']),
  }),
});

/** All SQL on `campaigns`, `campaign_placements` and `campaign_audiences`, and of `creatives` along with their campaign. */
@Injectable()
export class CampaignsRepository {
  constructor(readonly dataSource: DataSource) {}

  /** Newest first; one row more than the page when there is one. `status` is the one at `now`, a passed schedule read as ended. */
  async page(
    tenantId: string,
    status: CampaignStatus | null,
    now: number,
    page: Page,
  ): Promise<WholeCampaign[]> {
    const [createdAt, id] = keyOf(page);
    const rows: { id: string }[] = await this.dataSource.query(
      `select id from campaigns
       where tenant_id = $1
         and ($2::text is null or $2 =
           case when status in ('live', 'paused') and ends_at <= $3::timestamptz then 'ended' else status end)
         and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid))
       order by created_at desc, id desc limit $6`,
      [tenantId, status, new Date(now), createdAt, id, page.limit + 1],
    );
    const ids = rows.map((row) => row.id);
    const byId = new Map((await this.whole(tenantId, ids)).map((whole) => [whole.campaign.id, whole]));
    return ids.flatMap((key) => byId.get(key) ?? []);
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
    const placementsOf = byCampaign(placements);
    const audiencesOf = byCampaign(audiences);
    const creativesOf = byCampaign(creatives);
    return campaigns.map((campaign) => {
      const [include = [], exclude = []] = audienceKinds.map((kind) =>
        (audiencesOf.get(campaign.id) ?? []).filter((row) => row.kind === kind).map((row) => row.segmentId),
      );
      return {
        campaign,
        placements: (placementsOf.get(campaign.id) ?? []).map((row) => row.placementKey),
        include,
        exclude,
        creatives: creativesOf.get(campaign.id) ?? [],
      };
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

  insert(manager: EntityManager, campaign: CampaignEntity, draft: CampaignDraft): Promise<void> {
    return this.tying(draft, async () => {
      await manager.insert(CampaignEntity, campaign);
      await this.tie(manager, campaign, draft);
    });
  }

  async insertCreative(manager: EntityManager, creative: CreativeRow): Promise<void> {
    await manager.insert(CreativeEntity, creative);
  }

  /** Takes the campaign's row for the rest of the transaction, so that two changes follow each other. */
  async lock(manager: EntityManager, tenantId: string, id: string): Promise<void> {
    if (!z.guid().safeParse(id).success) return;
    await manager.query('select 1 from campaigns where tenant_id = $1 and id = $2 for update', [
      tenantId,
      id,
    ]);
  }

  update(manager: EntityManager, tenantId: string, id: string, draft: CampaignDraft): Promise<void> {
    const { name, vehicleScope, schedule } = draft;
    const { startsAt, endsAt, timeZone } = schedule;
    return this.tying(draft, async () => {
      await manager.query(
        `update campaigns set name = $3, starts_at = $4, ends_at = $5, time_zone = $6, vehicle_scope = $7
         where tenant_id = $1 and id = $2`,
        [tenantId, id, name, startsAt, endsAt, timeZone, JSON.stringify(vehicleScope)],
      );
      await manager.delete(CampaignPlacementEntity, { tenantId, campaignId: id });
      await manager.delete(CampaignAudienceEntity, { tenantId, campaignId: id });
      await this.tie(manager, { tenantId, id }, draft);
    });
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

  /** Ended for good, a campaign lets go of its audiences. */
  async setStatus(
    manager: EntityManager,
    tenantId: string,
    id: string,
    status: CampaignStatus,
  ): Promise<void> {
    await manager.update(CampaignEntity, { tenantId, id }, { status });
    if (status === 'ended')
      await manager.update(CampaignAudienceEntity, { tenantId, campaignId: id }, { segmentStatus: null });
  }

  /** Marks the campaign as changed: caches compare revisions. */
  async touch(manager: EntityManager, tenantId: string, id: string, now: number): Promise<void> {
    await manager.query(
      'update campaigns set revision = revision + 1, updated_at = $3 where tenant_id = $1 and id = $2',
      [tenantId, id, new Date(now)],
    );
  }

  private async tie(
    manager: EntityManager,
    { tenantId, id }: Pick<CampaignEntity, 'tenantId' | 'id'>,
    draft: CampaignDraft,
  ): Promise<void> {
    const odd = [...draft.include, ...draft.exclude].find((segment) => !z.guid().safeParse(segment).success);
    if (odd !== undefined) throw segmentNotFound([odd]);
    await manager.query(
      'insert into campaign_placements (tenant_id, campaign_id, placement_key) select $1, $2, unnest($3::text[])',
      [tenantId, id, draft.placements],
    );
    for (const kind of audienceKinds)
      await manager.query(
        `insert into campaign_audiences (tenant_id, campaign_id, segment_id, kind, segment_status)
         select $1, $2, unnest($3::uuid[]), $4, 'ACTIVE'`,
        [tenantId, id, draft[kind], kind],
      );
  }

  /** The foreign keys know which segments there are, and which are archived. */
  private async tying(draft: CampaignDraft, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      if (audienceFault.safeParse(fault).success) throw segmentNotFound([...draft.include, ...draft.exclude]);
      throw fault;
    }
  }
}

function keyOf({ afterKey }: Page): [string | null, string | null] {
  if (afterKey === null) return [null, null];
  const key = cursorKey.safeParse(afterKey);
  if (!key.success) throw badCursor();
  return key.data;
}

function byCampaign<T extends { campaignId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.campaignId);
    if (group) group.push(row);
    else groups.set(row.campaignId, [row]);
  }
  return groups;
}
