import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Approval } from '../../models/campaign/approval.js';
import { CampaignAudienceEntity, audienceKinds } from '../../models/campaign/campaign-audience.entity.js';
import type { CampaignContent, CreativeContent } from '../../models/campaign/campaign-content.js';
import { CampaignPlacementEntity } from '../../models/campaign/campaign-placement.entity.js';
import { CampaignEntity, type CampaignStatus } from '../../models/campaign/campaign.entity.js';
import { segmentNotFound } from './campaigns.errors.js';

const audienceFault = z.object({
  driverError: z.object({
    code: z.literal('23503'),
    constraint: z.enum(['campaign_audiences_segment_fk', 'campaign_audiences_active_fk']),
  }),
});

/** Which campaign. */
export interface CampaignKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Writes `campaigns` with their placements, audiences and creatives; always within a transaction that holds the campaign. */
@Injectable()
export class CampaignWritesRepository {
  /** A draft that says this; null, and nothing is done, where there is a campaign of that id. @throws AppError SEGMENT_NOT_FOUND */
  async insert(
    manager: EntityManager,
    key: CampaignKey,
    content: CampaignContent,
    approval: Approval,
    now: number,
  ): Promise<CampaignEntity | null> {
    const at = new Date(now);
    const begun = { status: 'draft' as const, proposal: null, version: 0, archivedAt: null, revision: 1 };
    const row = { ...key, ...columnsOf(content), ...begun, approval, createdAt: at, updatedAt: at };
    const inserted: { raw: unknown } = await manager.createQueryBuilder().insert().into(CampaignEntity).values(row).orIgnore().returning('id').execute(); // prettier-ignore
    if (z.array(z.unknown()).parse(inserted.raw).length === 0) return null;
    await this.tying(content, async () => {
      await this.tie(manager, key, content);
      await this.putCreatives(manager, key, content.creatives, at);
    });
    return row;
  }

  /** Makes a campaign say this, and nothing proposed. Creatives are never deleted. @throws AppError SEGMENT_NOT_FOUND */
  write(
    manager: EntityManager,
    key: CampaignKey,
    content: CampaignContent,
    approval: Approval,
    now: number,
  ): Promise<void> {
    const { tenantId, id: campaignId } = key;
    return this.tying(content, async () => {
      await manager.update(
        CampaignEntity,
        { tenantId, id: campaignId },
        { ...columnsOf(content), approval, proposal: null },
      );
      await manager.delete(CampaignPlacementEntity, { tenantId, campaignId });
      await manager.delete(CampaignAudienceEntity, { tenantId, campaignId });
      await this.tie(manager, key, content);
      await this.putCreatives(manager, key, content.creatives, new Date(now));
    });
  }

  /** Keeps what is proposed, and where its approval stands, beside what is shown. */
  async propose(
    manager: EntityManager,
    key: CampaignKey,
    proposal: CampaignContent | null,
    approval: Approval,
  ): Promise<void> {
    await manager.query(
      'update campaigns set proposal = $3, approval = $4 where tenant_id = $1 and id = $2',
      [key.tenantId, key.id, proposal && JSON.stringify(proposal), JSON.stringify(approval)],
    );
  }

  /** Ended for good, a campaign lets go of its audiences. */
  async setStatus(manager: EntityManager, { tenantId, id }: CampaignKey, status: CampaignStatus): Promise<void> {
    await manager.update(CampaignEntity, { tenantId, id }, { status });
    if (status === 'ended')
      await manager.update(CampaignAudienceEntity, { tenantId, campaignId: id }, { segmentStatus: null });
  } // prettier-ignore

  /** Puts it away, or keeps when it was. */
  async archive(manager: EntityManager, { tenantId, id }: CampaignKey, now: number): Promise<void> {
    await manager.query(
      'update campaigns set archived_at = coalesce(archived_at, $3) where tenant_id = $1 and id = $2',
      [tenantId, id, new Date(now)],
    );
  }

  /** Marks the campaign as changed: caches compare revisions. */
  async touch(manager: EntityManager, { tenantId, id }: CampaignKey, version: number, now: number): Promise<void> {
    await manager.query(
      'update campaigns set revision = revision + 1, version = $4, updated_at = $3 where tenant_id = $1 and id = $2',
      [tenantId, id, new Date(now), version],
    );
  } // prettier-ignore

  /** Marks all campaigns of an advertiser as changed, as what is known of it stands in each. */
  async touchOf(manager: EntityManager, tenantId: string, advertiserId: string): Promise<void> {
    await manager.query(
      'update campaigns set revision = revision + 1 where tenant_id = $1 and advertiser_id = $2',
      [tenantId, advertiserId],
    );
  }

  private async tie(manager: EntityManager, { tenantId, id }: CampaignKey, content: CampaignContent): Promise<void> {
    const odd = [...content.include, ...content.exclude].find((segment) => !z.guid().safeParse(segment).success);
    if (odd !== undefined) throw segmentNotFound([odd]);
    await manager.query(
      'insert into campaign_placements (tenant_id, campaign_id, placement_key) select $1, $2, unnest($3::text[])',
      [tenantId, id, content.placements],
    );
    for (const kind of audienceKinds)
      await manager.query(
        `insert into campaign_audiences (tenant_id, campaign_id, segment_id, kind, segment_status)
         select $1, $2, unnest($3::uuid[]), $4, 'ACTIVE'`,
        [tenantId, id, content[kind], kind],
      );
  } // prettier-ignore

  /** Adds what is new and changes what differs; a creative that stays as it is keeps its date. */
  private async putCreatives(
    manager: EntityManager,
    { tenantId, id }: CampaignKey,
    creatives: readonly CreativeContent[],
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into creatives as c (tenant_id, id, campaign_id, name, angle, headline, body, image_url, call_to_action,
         deep_link, disclosure, weight, status, created_at, updated_at)
       select $1, n.id, $2, n.name, n.angle, n.headline, n.body, n."imageUrl", n."callToAction", n."deepLink",
         n.disclosure, n.weight, n.status, n."createdAt", $4
       from jsonb_to_recordset($3::jsonb) n (id uuid, name text, angle text, headline text, body text, "imageUrl" text,
         "callToAction" text, "deepLink" text, disclosure text, weight integer, status text, "createdAt" timestamptz)
       on conflict (tenant_id, id) do update set name = excluded.name, angle = excluded.angle,
         headline = excluded.headline, body = excluded.body, image_url = excluded.image_url,
         call_to_action = excluded.call_to_action, deep_link = excluded.deep_link, disclosure = excluded.disclosure,
         weight = excluded.weight, status = excluded.status, updated_at = excluded.updated_at
       where c.campaign_id = excluded.campaign_id
         and (c.name, c.angle, c.headline, c.body, c.image_url, c.call_to_action, c.deep_link, c.disclosure, c.weight, c.status)
           is distinct from (excluded.name, excluded.angle, excluded.headline, excluded.body, excluded.image_url,
             excluded.call_to_action, excluded.deep_link, excluded.disclosure, excluded.weight, excluded.status)`,
      [tenantId, id, JSON.stringify(creatives), now],
    );
  }

  /** The foreign keys know which segments there are, and which are archived. */
  private async tying(content: CampaignContent, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (fault) {
      if (audienceFault.safeParse(fault).success)
        throw segmentNotFound([...content.include, ...content.exclude]);
      throw fault;
    }
  }
}

function columnsOf({ name, advertiserId, startsAt, endsAt, timeZone, vehicleScope, terms }: CampaignContent) {
  return {
    ...{ name, advertiserId, timeZone, vehicleScope, terms },
    startsAt: startsAt === null ? null : new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  };
}
