import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { SegmentEntity } from '../segment/segment.entity.js';
import { CampaignEntity } from './campaign.entity.js';

/** How a segment can be tied to a campaign. */
export const audienceKinds = ['include', 'exclude'] as const;
/** `include`: only members see the campaign (members of any included audience). `exclude`: members never do. */
export type AudienceKind = (typeof audienceKinds)[number];

/** A campaign's tie to a segment. No `include` at all means everyone. */
@Entity('campaign_audiences')
@Index('campaign_audiences_segment', ['tenantId', 'segmentId'])
@ForeignKey(() => CampaignEntity, ['tenantId', 'campaignId'], ['tenantId', 'id'], {
  name: 'campaign_audiences_campaign_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => SegmentEntity, ['tenantId', 'segmentId'], ['tenantId', 'id'], {
  name: 'campaign_audiences_segment_fk',
})
@ForeignKey(() => SegmentEntity, ['tenantId', 'segmentId', 'segmentStatus'], ['tenantId', 'id', 'status'], {
  name: 'campaign_audiences_active_fk',
})
@Check('campaign_audiences_status', `segment_status = 'ACTIVE'`)
export class CampaignAudienceEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_audiences_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_audiences_pk' })
  campaignId!: string;
  @PrimaryColumn('uuid', { name: 'segment_id', primaryKeyConstraintName: 'campaign_audiences_pk' })
  segmentId!: string;
  @Column('text') kind!: AudienceKind;
  /** As long as this is set the segment cannot be archived; null once the campaign was ended. */
  @Column('text', { name: 'segment_status', nullable: true }) segmentStatus!: 'ACTIVE' | null;
}
