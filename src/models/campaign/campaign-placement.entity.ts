import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CampaignEntity } from './campaign.entity.js';
import { PlacementEntity } from './placement.entity.js';

/** A campaign may be shown at this placement. */
@Entity('campaign_placements')
@Index('campaign_placements_placement', ['tenantId', 'placementKey'])
@ForeignKey(() => CampaignEntity, ['tenantId', 'campaignId'], ['tenantId', 'id'], {
  name: 'campaign_placements_campaign_fk',
  onDelete: 'CASCADE',
})
@ForeignKey(() => PlacementEntity, ['tenantId', 'placementKey'], ['tenantId', 'key'], {
  name: 'campaign_placements_placement_fk',
})
export class CampaignPlacementEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_placements_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_placements_pk' })
  campaignId!: string;
  @PrimaryColumn('text', { name: 'placement_key', primaryKeyConstraintName: 'campaign_placements_pk' })
  placementKey!: string;
}
