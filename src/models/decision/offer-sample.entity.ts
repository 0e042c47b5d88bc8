import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * One offer of a decision, as the model was given it: a sample of each day's, kept some days to be counted. Numbers and the decision's
 * id, nothing of the viewer: whose decision it was stands with the decision, and is cleared there.
 */
@Entity('offer_samples')
@Index('offer_samples_days', ['tenantId', 'decidedAt', 'rank'])
export class OfferSampleEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'offer_samples_pk' })
  @ForeignKey(() => TenantEntity, { name: 'offer_samples_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'decision_id', primaryKeyConstraintName: 'offer_samples_pk' })
  decisionId!: string;
  @Column('smallint') position!: number;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  /** The version that answered. */
  @Column('text') version!: string;
  /** P(click), as it said. */
  @Column('real') click!: number;
  /** Chance by the decision's id, 0 to 2³² - 1: a day's sample are those with the lowest. */
  @Column('bigint') rank!: string;
  /** Names the list of inputs and its order. */
  @Column('text', { name: 'input_set' }) inputSet!: string;
  /** In the order of the list; null where nothing is known. */
  @Column('real', { array: true }) inputs!: readonly (number | null)[];
}
