import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * Whose memory a shard's people are kept in, and a number that grows each time somebody takes the shard or what is in memory
 * counts no more. A step compares both with its own in its transaction, so whoever was overtaken writes nothing any more.
 */
@Entity('shard_owners')
export class ShardOwnerEntity {
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'shard_owners_pk' }) shard!: number;
  /** Null: nobody's, until somebody takes it. */
  @Column('uuid', { nullable: true }) owner!: string | null;
  @Column('bigint') epoch!: string;
}
