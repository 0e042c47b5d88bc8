import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { CreativeAngle } from '../prediction/scores.js';
import { CampaignEntity } from './campaign.entity.js';

/** Whether a creative is in use. */
export const creativeStatuses = ['active', 'archived'] as const;
export type CreativeStatus = (typeof creativeStatuses)[number];

/**
 * One way of saying it: headline, body, picture and call to action, with `{make}`, `{model}` and the like filled in
 * from the vehicle it is shown with. Archived creatives are kept, since decisions and outcomes name them.
 */
@Entity('creatives')
@Index('creatives_campaign', ['tenantId', 'campaignId'])
@ForeignKey(() => CampaignEntity, ['tenantId', 'campaignId'], ['tenantId', 'id'], {
  name: 'creatives_campaign_fk',
  onDelete: 'CASCADE',
})
export class CreativeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'creatives_pk' }) tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'creatives_pk' }) id!: string;
  @Column('uuid', { name: 'campaign_id' }) campaignId!: string;
  @Column('text') name!: string;
  @Column('text') angle!: CreativeAngle;
  @Column('text') headline!: string;
  @Column('text') body!: string;
  @Column('text', { name: 'image_url', nullable: true }) imageUrl!: string | null;
  /** Words on the button: `Book a test drive`. */
  @Column('text', { name: 'call_to_action' }) callToAction!: string;
  /** Where the button leads: a web address or an app's own scheme; may hold templates. */
  @Column('text', { name: 'deep_link' }) deepLink!: string;
  /** What law asks to be shown beside it. */
  @Column('text', { nullable: true }) disclosure!: string | null;
  /** How often it enters a choice beside its campaign's other creatives, where those rotate by weight; 0: never. */
  @Column('integer') weight!: number;
  @Column('text') status!: CreativeStatus;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
