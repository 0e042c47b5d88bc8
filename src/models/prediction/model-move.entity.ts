import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';
import type { ModelEvidence, ModelMoveKind } from './model-standing.js';

/** What was done with a tenant's versions, by whom and why: the audit trail. Rows are added, never changed. */
@Entity('model_moves')
export class ModelMoveEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_moves_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_moves_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'model_moves_pk' }) model!: ModelName;
  /** 1 is the first of this model. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'model_moves_pk' }) number!: number;
  @Column('text') kind!: ModelMoveKind;
  /** What it was done with. */
  @Column('text') version!: string;
  /** Of PROMOTED, the champion before; of ROLLED_BACK, the one that came back, of SHADOWED, the shadow before; else null. */
  @Column('text', { name: 'other_version', nullable: true }) otherVersion!: string | null;
  /** The number of the promotion that a ROLLED_BACK took back. */
  @Column('int', { nullable: true }) undoes!: number | null;
  /** Promoted although the evidence did not speak for it. */
  @Column('boolean', { name: 'is_forced' }) isForced!: boolean;
  @Column('text', { nullable: true }) reason!: string | null;
  /** Public id of the API key; null: the house itself. */
  @Column('text', { name: 'moved_by', nullable: true }) movedBy!: string | null;
  @Column('jsonb', { nullable: true }) evidence!: ModelEvidence | null;
  @Column('timestamptz', { name: 'moved_at' }) movedAt!: Date;
}

/** A move, to be read. */
export type ModelMoveRecord = Readonly<ModelMoveEntity>;
