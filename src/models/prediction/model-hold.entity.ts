import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';

/** That a running experiment has a version rank offers: it is loaded in every process, and not taken out before it lets go. */
@Entity('model_holds')
export class ModelHoldEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_holds_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_holds_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** Id of the experiment. */
  @PrimaryColumn('uuid', { name: 'experiment_id', primaryKeyConstraintName: 'model_holds_pk' })
  experimentId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_holds_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_holds_pk' }) version!: string;
  /** What people know the experiment by. */
  @Column('text') name!: string;
}
