import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far a consumer has read a shard of the log. It moves in the transaction that holds the consumer's own results. */
@Entity('log_positions')
export class LogPositionEntity {
  @PrimaryColumn('text') consumer!: string;
  @PrimaryColumn('smallint') shard!: number;
  @Column('bigint') xid!: string;
  @Column('bigint') seq!: string;
}
