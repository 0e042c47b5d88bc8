import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { LeadEntity } from '../lead/lead.entity.js';
import { HandoverTargetEntity } from './handover-target.entity.js';
import type { LeadMoved } from '../lead/lead-news.js';

/** How far handing one thing over is. */
export const handoverStatuses = ['PENDING', 'DELIVERED', 'DEAD', 'WITHDRAWN'] as const;
/** `PENDING` until it is accepted; `DEAD` after the last try, until somebody asks for it again; `WITHDRAWN` once it is another dealer's. */
export type HandoverStatus = (typeof handoverStatuses)[number];

/** What is handed over. */
export const handoverSubjects = ['LEAD', 'HAND', 'MOVE', 'ROUTED', 'OVERDUE'] as const;
/** The lead itself, a further hand that joined it, that it moved, that another dealer got it, or that nobody answered it in time. */
export type HandoverSubject = (typeof handoverSubjects)[number];

/**
 * One thing to hand over to one target, as often as it takes and under the same id each time. Written in the transaction that
 * makes or moves the lead. It holds nothing of the person: what is sent is read from the lead when it is sent.
 */
@Entity('handover_deliveries')
@Unique('handover_deliveries_id_unique', ['tenantId', 'id'])
@Unique('handover_deliveries_once', ['tenantId', 'targetId', 'leadId', 'occasion'])
@Index('handover_deliveries_newest', ['tenantId', 'createdAt', 'id'])
@Index('handover_deliveries_lead', ['tenantId', 'leadId', 'position'])
@Index('handover_deliveries_identity', ['tenantId', 'identityId'])
@Index('handover_deliveries_pending', { synchronize: false })
@Index('handover_deliveries_settled', { synchronize: false })
@ForeignKey(() => HandoverTargetEntity, ['tenantId', 'targetId'], ['tenantId', 'id'], { name: 'handover_deliveries_target_fk', onDelete: 'CASCADE' }) // prettier-ignore
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'handover_deliveries_lead_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class HandoverDeliveryEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @Column('uuid') id!: string;
  /** What is told of a lead is told to a target in this order. */
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    primaryKeyConstraintName: 'handover_deliveries_pk',
    generatedIdentity: 'ALWAYS',
  })
  position!: string;
  @Column('uuid', { name: 'target_id' }) targetId!: string;
  @Column('uuid', { name: 'lead_id' }) leadId!: string;
  /** Whose lead it is, as the lead has it. */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  @Column('text') subject!: HandoverSubject;
  /** What there is one delivery of: `lead:<dealer>`, `hand:<id>`, `move:<id>`, and of each time `routed:…` and `overdue:…`. */
  @Column('text') occasion!: string;
  /** From where the lead moved where; null of the lead itself. */
  @Column('jsonb', { nullable: true }) move!: LeadMoved | null;
  @Column('text') status!: HandoverStatus;
  /** Somebody asked for it once more. */
  @Column('boolean', { name: 'is_resent' }) isResent!: boolean;
  /** How often it was begun to be sent since it was last asked for. */
  @Column('integer') tries!: number;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** When it was last asked for: by making it, or for once more. It is given up so long after. */
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  /** When it is tried next. */
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  /** The worker that sends it now, and until when others leave it to that one, by PostgreSQL's clock. */
  @Column('uuid', { name: 'claimed_by', nullable: true }) claimedBy!: string | null;
  @Column('timestamptz', { name: 'claimed_until', nullable: true }) claimedUntil!: Date | null;
  /** Why the last try failed, in words of ours. */
  @Column('text', { name: 'last_failure', nullable: true }) lastFailure!: string | null;
  /** When it was accepted, or given up. */
  @Column('timestamptz', { name: 'settled_at', nullable: true }) settledAt!: Date | null;
}
