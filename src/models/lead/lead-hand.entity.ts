import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LeadInterest, LeadWish } from './lead-wish.js';
import { LeadEntity } from './lead.entity.js';

/**
 * One hand raised: what was said, when, by which door. The first makes the lead and has its id; further ones of the same
 * person and interest join it. The id is derived from tenant, source and message id, so one hand is there once.
 */
@Entity('lead_hands')
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'lead_hands_lead_fk', onDelete: 'CASCADE', deferrable: 'INITIALLY DEFERRED' }) // prettier-ignore
@Index('lead_hands_lead', ['tenantId', 'leadId', 'raisedAt'])
@Index('lead_hands_identity', ['tenantId', 'identityId'])
@Index('lead_hands_email', ['tenantId', 'emailHash'], { where: 'email_hash is not null' })
@Index('lead_hands_phone', ['tenantId', 'phoneHash'], { where: 'phone_hash is not null' })
export class LeadHandEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_hands_pk' }) tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lead_hands_pk' }) id!: string;
  @Column('uuid', { name: 'lead_id' }) leadId!: string;
  /** The identity it was raised under. Null of an old lead of which it could not be found. */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  /** Public id of the key it came through. */
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('text') interest!: LeadInterest;
  @Column('uuid', { name: 'vehicle_id', nullable: true }) vehicleId!: string | null;
  @Column('text', { nullable: true }) make!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  /** The dealer it came for by name; null where it named none, and of hands from before this was kept. */
  @Column('uuid', { name: 'asked_dealer_id', nullable: true }) askedDealerId!: string | null;
  /** How to reach the person, what they wrote and what they allowed. Null of leads from before hands were kept: the lead says it. */
  @Column('text', { nullable: true }) sealed!: string | null;
  /** Keyed hashes of the address and of the end of the number said: hands of one person under several profiles are found by them. */
  @Column('bytea', { name: 'email_hash', nullable: true }) emailHash!: Buffer | null;
  @Column('bytea', { name: 'phone_hash', nullable: true }) phoneHash!: Buffer | null;
  /** It was raised long before we heard of it. */
  @Column('boolean', { name: 'is_history', default: false }) isHistory!: boolean;
  /** When we heard of it. */
  @Column('timestamptz', { name: 'raised_at' }) raisedAt!: Date;
  /** When it was raised, as whoever told of it says: what was said last counts. Null of history told before this was kept. */
  @Column('timestamptz', { name: 'occurred_at', nullable: true }) occurredAt!: Date | null;
}

/** A hand raised, to be read. */
export type LeadHandRecord = Omit<LeadHandEntity, 'sealed' | 'emailHash' | 'phoneHash'> & LeadWish;
