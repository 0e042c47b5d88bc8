import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One person (or device not yet known to be anyone's): a place that identities lead to. All that is known of the person
 * belongs to those.
 */
@Entity('profiles')
@Index('profiles_merged', { synchronize: false })
@Index('profiles_shard', ['shard', 'tenantId', 'id'])
export class ProfileEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** Slice of the log its events are written to; follows from the id. */
  @Column('smallint') shard!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Set while this profile is emptied into another; nothing leads here then. */
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedInto!: string | null;
}
