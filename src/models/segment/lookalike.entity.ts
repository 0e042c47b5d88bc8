import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { AudienceListEntity } from './audience-list.entity.js';
import type { LookalikeFindings } from './lookalike-findings.js';

/** `WAITING` for a worker, or one is at it; `DONE`: its list holds whom it found; `FAILED`: it cannot be made as asked. */
export const lookalikeStatuses = ['WAITING', 'DONE', 'FAILED'] as const;
export type LookalikeStatus = (typeof lookalikeStatuses)[number];

/** Why one cannot be made. */
export const lookalikeFaults = [
  'SEED_TOO_SMALL',
  'SIZE_TOO_SMALL',
  'NOTHING_IN_COMMON',
  'ONLY_ITS_RULE',
  'SEED_GONE',
  'LIST_ARCHIVED',
] as const;
export type LookalikeFault = (typeof lookalikeFaults)[number];

/** A list that grows a seed by those who behave most like it: what was asked, and what came of it. */
@Entity('lookalikes')
@Index('lookalikes_newest', ['tenantId', 'requestedAt', 'id'])
@Index('lookalikes_open', { synchronize: false })
@ForeignKey(() => AudienceListEntity, ['tenantId', 'listId'], ['tenantId', 'id'], {
  name: 'lookalikes_list_fk',
  onDelete: 'CASCADE',
})
export class LookalikeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lookalikes_pk' })
  @ForeignKey(() => TenantEntity, { name: 'lookalikes_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lookalikes_pk' }) id!: string;
  /** Whom others are to be like: the one or the other. */
  @Column('uuid', { name: 'segment_id', nullable: true }) segmentId!: string | null;
  @Column('uuid', { name: 'seed_list_id', nullable: true }) seedListId!: string | null;
  /** How many seed and found are to be together. */
  @Column('integer') size!: number;
  /** The list that is filled. */
  @Column('uuid', { name: 'list_id' }) listId!: string;
  @Column('text') status!: LookalikeStatus;
  @Column('text', { nullable: true }) fault!: LookalikeFault | null;
  @Column('timestamptz', { name: 'requested_at' }) requestedAt!: Date;
  /** How many times it was asked for: what was begun before the last of them does not end it. */
  @Column('integer', { name: 'times_asked', default: 1 }) timesAsked!: number;
  /** By which asking those were found who stand now: any others are not whole yet, or were replaced. 0: nobody was. */
  @Column('integer', { default: 0 }) standing!: number;
  /** Public id of the key that asked. */
  @Column('text', { name: 'requested_by' }) requestedBy!: string;
  /** As of when people were looked at, the last time it was made. */
  @Column('timestamptz', { name: 'completed_at', nullable: true }) completedAt!: Date | null;
  @Column('jsonb', { nullable: true }) findings!: LookalikeFindings | null;
}
