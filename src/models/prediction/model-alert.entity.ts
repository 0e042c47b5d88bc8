import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ModelName } from './model-manifest.js';

/** A model drifted: raised once for what it is of, closed once. An index lets one be open for each subject of a version. */
@Entity('model_alerts')
@Index('model_alerts_newest', ['tenantId', 'openedAt', 'id'])
@Index('model_alerts_one_open', { synchronize: false })
export class ModelAlertEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'model_alerts_pk' })
  @ForeignKey(() => TenantEntity, { name: 'model_alerts_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_alerts_pk' }) id!: string;
  @Column('text') model!: ModelName;
  @Column('text') version!: string;
  /** Name of an input, `score` or `calibration`. */
  @Column('text') subject!: string;
  /** In words, as it was when it was raised. */
  @Column('text') sentence!: string;
  /** By how much: the population stability index, of `calibration` the ratio of what came about to what was foretold. */
  @Column('double precision') amount!: number;
  /** The day from which it was clearest; null of `calibration`. */
  @Column('date', { nullable: true }) since!: string | null;
  @Column('timestamptz', { name: 'opened_at' }) openedAt!: Date;
  /** Null while it is open. */
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  /** Why it was closed, in words. */
  @Column('text', { name: 'closing', nullable: true }) closing!: string | null;
}

/** An alert, to be read. */
export type ModelAlertRecord = Readonly<ModelAlertEntity>;
