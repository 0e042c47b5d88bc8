import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Events of somebody erased that were still being written then, and were taken out of the log by who came upon them: for
 * the receipt of the erasure, which takes note of them when it looks once more. What nobody asks for is gone in a day.
 */
@Entity('late_removals')
export class LateRemovalEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'late_removals_pk' })
  tenantId!: string;
  /** The identity they came under, which is no more. */
  @PrimaryColumn('uuid', { name: 'identity_id', primaryKeyConstraintName: 'late_removals_pk' })
  identityId!: string;
  /** How many. */
  @Column('bigint') events!: string;
  @Column('timestamptz', { name: 'removed_at' }) removedAt!: Date;
}
