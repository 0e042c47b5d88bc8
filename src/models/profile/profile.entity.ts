import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { Traits } from './profile-history.js';

/** One person (or device not yet known to be anyone's). Which ids lead here, `identities` says. */
@Entity('profiles')
@Index('profiles_shard', ['shard', 'tenantId', 'id'])
export class ProfileEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** Slice of the log its events are written to; follows from the id. */
  @Column('smallint') shard!: number;
  @Column('jsonb') traits!: Traits;
  /** When each trait was true, milliseconds since the epoch: the later statement wins, whatever arrives first. */
  @Column('jsonb', { name: 'traits_at' }) traitsAt!: Readonly<Record<string, number>>;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Set when this profile was emptied into another; nothing leads here any more. */
  @Column('uuid', { name: 'merged_into', nullable: true }) mergedInto!: string | null;
}
