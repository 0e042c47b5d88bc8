import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { ModelStamp } from '../prediction/scores.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { DecisionItem } from './decision.js';
import type { Elimination } from './elimination.js';

/**
 * The log of decisions, one row an answer, written behind the answer. No foreign key on the profile: rows come in
 * batches, and one profile erased meanwhile must not lose the others' decisions; erasing a profile clears its id here.
 */
@Entity('decisions')
@Index('decisions_newest', ['tenantId', 'decidedAt'])
@Index('decisions_profile', { synchronize: false })
@Index('decisions_viewer_keys', { synchronize: false })
export class DecisionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'decisions_pk' })
  @ForeignKey(() => TenantEntity, { name: 'decisions_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'decisions_pk' }) id!: string;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  @Column('text') placement!: string;
  @Column('uuid', { name: 'profile_id', nullable: true }) profileId!: string | null;
  @Column('jsonb') model!: ModelStamp;
  @Column('bigint') seed!: string;
  @Column('int') scored!: number;
  @Column('jsonb') items!: readonly DecisionItem[];
  /** Keyed hashes by which a viewer nobody knows is counted, for the minutes in which offers may still be seen; then null. */
  @Column('text', { name: 'viewer_keys', array: true, nullable: true }) viewerKeys!: string[] | null;
  @Column('jsonb') eliminated!: readonly Elimination[];
}
