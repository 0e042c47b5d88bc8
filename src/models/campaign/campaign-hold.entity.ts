import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { CampaignEntity } from './campaign.entity.js';

/** That a running experiment counts on a campaign: it is not put away, nor are these creatives of it, before it lets go. */
@Entity('campaign_holds')
@ForeignKey(() => CampaignEntity, ['tenantId', 'campaignId'], ['tenantId', 'id'], {
  name: 'campaign_holds_campaign_fk',
  onDelete: 'CASCADE',
})
export class CampaignHoldEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaign_holds_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'campaign_id', primaryKeyConstraintName: 'campaign_holds_pk' })
  campaignId!: string;
  /** Id of the experiment. */
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'campaign_holds_pk' })
  experimentId!: string;
  /** What people know the experiment by. */
  @Column('text') name!: string;
  /** The creatives its arms show. */
  @Column('uuid', { name: 'creative_ids', array: true }) creativeIds!: string[];
}

/** Who counts on a campaign, and on which of its creatives. */
export type CampaignHold = Omit<CampaignHoldEntity, 'tenantId' | 'campaignId'>;
