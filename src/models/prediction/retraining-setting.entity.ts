import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';
import type { RetrainingCadence } from './retraining.js';

/** When a tenant's model is taught anew by itself, and what may follow; one row a model. */
@Entity('retraining_settings')
export class RetrainingSettingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'retraining_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'retraining_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'retraining_settings_pk' }) model!: ModelName;
  /** Since when it is on: moments before are not due. Null while it is off. */
  @Column('timestamptz', { name: 'on_since', nullable: true }) onSince!: Date | null;
  @Column('text') cadence!: RetrainingCadence;
  /** So many leads more than the last version had must be settled. */
  @Column('int', { name: 'least_new_leads' }) leastNewLeads!: number;
  /** A new version is promoted where all gates hold; never with force. */
  @Column('boolean', { name: 'promote_on_evidence' }) promoteOnEvidence!: boolean;
  /** Public id of the API key it was last set with. */
  @Column('text', { name: 'set_by' }) setBy!: string;
  @Column('timestamptz', { name: 'set_at' }) setAt!: Date;
}

/** A setting, to be read. */
export type RetrainingSetting = Readonly<RetrainingSettingEntity>;
