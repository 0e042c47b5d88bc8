import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import type { CampaignContent } from './campaign-content.js';
import { CampaignEntity } from './campaign.entity.js';

/** What was done to a campaign. `PROPOSED`: a change that waits for approval while what was approved goes on being shown. */
export const campaignDeeds = [
  'KEPT',
  'CREATED',
  'DUPLICATED',
  'CHANGED',
  'PROPOSED',
  'WITHDRAWN',
  'RESTORED',
  'SUBMITTED',
  'APPROVED',
  'SENT_BACK',
  'LAUNCHED',
  'PAUSED',
  'RESUMED',
  'ENDED',
  'ARCHIVED',
] as const;
export type CampaignDeed = (typeof campaignDeeds)[number];

/**
 * What was done to a campaign, by whom, and what it said then: one row a deed, never changed. The first of a campaign that is older
 * than versions is `KEPT`: how it stood before its first change.
 */
@Entity('campaign_versions')
@ForeignKey(() => CampaignEntity, ['tenantId', 'campaignId'], ['tenantId', 'id'], {
  name: 'campaign_versions_campaign_fk',
  onDelete: 'CASCADE',
})
export class CampaignVersionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_versions_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_versions_pk' })
  campaignId!: string;
  /** 1 is the first. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'campaign_versions_pk' }) version!: number;
  @Column('text') deed!: CampaignDeed;
  /** Why it was sent back, which version was restored, which campaign was copied; null where the deed says all. */
  @Column('text', { nullable: true }) note!: string | null;
  /** What the campaign says from here on, or shall say once it is approved. */
  @Column('jsonb') content!: CampaignContent;
  @Column('timestamptz', { name: 'done_at' }) doneAt!: Date;
  /** Public id of the key; null of what was there before versions were kept. */
  @Column('text', { name: 'done_by', nullable: true }) doneBy!: string | null;
}
