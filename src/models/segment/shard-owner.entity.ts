import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Whose memory a shard's people are kept in: a number that grows each time somebody takes the shard. A step compares it with
 * its own in its transaction, so whoever was overtaken writes nothing any more.
 */
@Entity('shard_owners')
export class ShardOwnerEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'shard_owners_pk' }) shard!: number;
  @Column('bigint') epoch!: string;
}
