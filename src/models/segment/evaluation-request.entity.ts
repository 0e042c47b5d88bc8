import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/**
 * Asks the owner of a shard to evaluate a profile: another shard's log touched it (a merge), or someone changed it.
 * Only ever inserted and, by the shard's owner, deleted, so two shards that wake each other cannot deadlock or lose
 * a request.
 */
@Entity('evaluation_requests')
@Index('evaluation_requests_shard', ['shard', 'id'])
export class EvaluationRequestEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    primaryKeyConstraintName: 'evaluation_requests_pk',
    generatedIdentity: 'ALWAYS',
  })
  id!: string;
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  @Column('integer') shard!: number;
  /** Only to be looked at, as something else about them changed: what they did need not be read again. */
  @Column('boolean', { name: 'is_history_same', default: false }) isHistorySame!: boolean;
}
