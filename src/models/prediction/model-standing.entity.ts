import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';
import type { ModelState } from './model-standing.js';

/** Where a version stands with a tenant; a version without a row is a candidate. Indexes let a model have one champion and one shadow. */
@Entity('model_standings')
@Index('model_standings_one_champion', { synchronize: false })
@Index('model_standings_one_shadow', { synchronize: false })
@Index('model_standings_in_use', { synchronize: false })
export class ModelStandingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_standings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_standings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_standings_pk' }) model!: ModelName;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_standings_pk' }) version!: string;
  @Column('text') state!: ModelState;
  @Column('timestamptz') since!: Date;
}
