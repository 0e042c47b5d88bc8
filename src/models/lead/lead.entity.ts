import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { LeadGrade, ScoreReason } from '../prediction/scores.js';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { LeadStatus } from './lead-status.js';
import type { LeadInterest, LeadWish } from './lead-wish.js';

/**
 * A person who raised a hand for something: one person has one open lead for it, and further hands join it. Its id is that of
 * its first hand.
 */
@Entity('leads')
@Index('leads_newest', ['tenantId', 'createdAt', 'id'])
@Index('leads_identity', ['tenantId', 'identityId'])
@Index('leads_profile', { synchronize: false })
@Index('leads_status', ['tenantId', 'status', 'createdAt', 'id'])
@Index('leads_dealer', ['tenantId', 'dealerId', 'createdAt', 'id'])
@Index('leads_score_due', ['scoreDueAt'], { where: 'score_due_at is not null' })
@Index('leads_response_due', { synchronize: false })
@Index('leads_reroute_due', { synchronize: false })
@Index('leads_folded', ['tenantId', 'foldedInto'], { where: 'folded_into is not null' })
export class LeadEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'leads_pk' })
  @ForeignKey(() => TenantEntity, { name: 'leads_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'leads_pk' }) id!: string;
  /** The profile as it was then. Whose lead it is now, `profiles` knows by the identity. */
  @Column('uuid', { name: 'profile_id' }) profileId!: string;
  /** The identity the hand was raised under. Null of an old lead of which it could not be found: it stays with its profile. */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  /** Public id of the key it came through. */
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('text') interest!: LeadInterest;
  /** The car asked about, as it stood in stock then; it may be gone since. */
  @Column('uuid', { name: 'vehicle_id', nullable: true }) vehicleId!: string | null;
  /** What that car is; also where only that was named. Null where nothing was. */
  @Column('text', { nullable: true }) make!: string | null;
  @Column('text', { nullable: true }) model!: string | null;
  /** Who is to answer it: where that car stands, or whom routing chose. */
  @Column('uuid', { name: 'dealer_id', nullable: true }) dealerId!: string | null;
  /** How to reach the person, what they wrote and what they allowed. */
  @Column('text') sealed!: string;
  @Column('text') status!: LeadStatus;
  /** The lead that stands for this one, and what this one was before; null unless its status is `FOLDED`. */
  @Column('uuid', { name: 'folded_into', nullable: true }) foldedInto!: string | null;
  @Column('text', { name: 'folded_from', nullable: true }) foldedFrom!: LeadStatus | null;
  /** P(sale within 90 days) when it was scored; that of the sum of base and reasons. */
  @Column('double precision') probability!: number;
  /** Between which probabilities it most likely lies; null where who scored could not tell. */
  @Column('double precision', { name: 'probability_low', nullable: true }) probabilityLow!: number | null;
  @Column('double precision', { name: 'probability_high', nullable: true }) probabilityHigh!: number | null;
  @Column('text') grade!: LeadGrade;
  @Column('double precision', { name: 'base_log_odds' }) baseLogOdds!: number;
  @Column('jsonb') reasons!: readonly ScoreReason[];
  @Column('text', { name: 'model_name' }) modelName!: string;
  @Column('text', { name: 'model_version' }) modelVersion!: string;
  @Column('text', { name: 'model_fallback', nullable: true }) modelFallback!: string | null;
  /** Until when its dealer is to answer, and when another gets it; null where no time is set. */
  @Column('timestamptz', { name: 'response_due_at', nullable: true }) responseDueAt!: Date | null;
  @Column('timestamptz', { name: 'reroute_due_at', nullable: true }) rerouteDueAt!: Date | null;
  /** When it was first moved on, and when it was noticed that nobody had in time. */
  @Column('timestamptz', { name: 'responded_at', nullable: true }) respondedAt!: Date | null;
  @Column('timestamptz', { name: 'escalated_at', nullable: true }) escalatedAt!: Date | null;
  /** It was raised long before we heard of it: nobody is to answer it until they ask again, or somebody gives it to a dealer. */
  @Column('boolean', { name: 'is_history', default: false }) isHistory!: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** When the score became what it is. */
  @Column('timestamptz', { name: 'scored_at' }) scoredAt!: Date;
  /** When it is to be scored again; null while it is not open. */
  @Column('timestamptz', { name: 'score_due_at', nullable: true }) scoreDueAt!: Date | null;
}

/** A lead, to be read. */
export type LeadRecord = Omit<LeadEntity, 'sealed'> & LeadWish;
