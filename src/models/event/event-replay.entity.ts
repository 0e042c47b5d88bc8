import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ReplayFilter } from './replay-filter.js';

/** Rejected events being understood anew: which ones, how far it is, and what came of them. */
@Entity('event_replays')
export class EventReplayEntity {
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'event_replays_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  @Column('jsonb') filter!: ReplayFilter;
  @Column('integer') total!: number;
  /** Of the total. */
  @Column('integer') done!: number;
  @Column('integer') accepted!: number;
  @Column('integer') duplicates!: number;
  @Column('integer') withheld!: number;
  @Column('integer', { name: 'still_rejected' }) stillRejected!: number;
  /** Id of the last rejected event looked at; null before the first. They are looked at in order of id. */
  @Column('uuid', { name: 'done_until', nullable: true }) doneUntil!: string | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) finishedAt!: Date | null;
}
