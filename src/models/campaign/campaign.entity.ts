import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { AdvertiserEntity } from './advertiser.entity.js';
import type { StoredApproval } from './approval.js';
import type { CampaignContent } from './campaign-content.js';
import type { StoredTerms } from './campaign-terms.js';
import type { VehicleScope } from './vehicle-scope.js';

/** Where a campaign stands. `ended` is final when a person ended it; a schedule that passes ends it without a job. */
export const campaignStatuses = ['draft', 'live', 'paused', 'ended'] as const;
export type CampaignStatus = (typeof campaignStatuses)[number];

/**
 * A marketer's plan: which vehicles to show, to whom, where and when. The stored status is what a person decided;
 * whether the schedule has passed is read off the clock (see `statusAt`), so nothing has to run at midnight.
 */
@Entity('campaigns')
@Index('campaigns_newest', ['tenantId', 'createdAt', 'id'])
@Index('campaigns_advertiser', ['tenantId', 'advertiserId'])
@ForeignKey(() => AdvertiserEntity, ['tenantId', 'advertiserId'], ['tenantId', 'id'], {
  name: 'campaigns_advertiser_fk',
})
export class CampaignEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'campaigns_pk' })
  @ForeignKey(() => TenantEntity, { name: 'campaigns_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'campaigns_pk' }) id!: string;
  @Column('text') name!: string;
  @Column('text') status!: CampaignStatus;
  /** First instant it may be shown; null means from its launch. */
  @Column('timestamptz', { name: 'starts_at', nullable: true }) startsAt!: Date | null;
  /** First instant it may no longer be shown; null means until it is ended. */
  @Column('timestamptz', { name: 'ends_at', nullable: true }) endsAt!: Date | null;
  /** IANA zone in which its schedule was given and is shown. */
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  @Column('jsonb', { name: 'vehicle_scope' }) vehicleScope!: VehicleScope;
  /** Whose it is; null: the tenant's own. */
  @Column('uuid', { name: 'advertiser_id', nullable: true }) advertiserId!: string | null;
  /** On which terms it is delivered; read with `campaignTermsSchema`. */
  @Column('jsonb') terms!: StoredTerms;
  /** Read with `approvalSchema`. */
  @Column('jsonb') approval!: StoredApproval;
  /** What it shall say once that is approved; meanwhile it goes on as it is. Null: nothing is proposed. */
  @Column('jsonb', { nullable: true }) proposal!: CampaignContent | null;
  /** Number of its newest version; 0 while none is kept. */
  @Column('integer') version!: number;
  /** Put away: ended, and left out of lists. */
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
  /** Goes up with every change to the campaign, its audiences, placements or creatives; tells caches what is new. */
  @Column('int') revision!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
