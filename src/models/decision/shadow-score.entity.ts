import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * An offer that was shown, as the champion scored it and as a shadow would have. Numbers and the decision's id, nothing of the viewer:
 * whose decision it was stands with the decision, and is cleared there.
 */
@Entity('shadow_scores')
@Index('shadow_scores_newest', ['tenantId', 'version', 'decidedAt'])
export class ShadowScoreEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'shadow_scores_pk' })
  @ForeignKey(() => TenantEntity, { name: 'shadow_scores_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'decision_id', primaryKeyConstraintName: 'shadow_scores_pk' })
  decisionId!: string;
  @PrimaryColumn('smallint', { primaryKeyConstraintName: 'shadow_scores_pk' }) position!: number;
  /** The version that shadowed. */
  @Column('text') version!: string;
  /** The version that answered. */
  @Column('text') champion!: string;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date;
  /** P(click), as the champion said and as the shadow did. */
  @Column('real', { name: 'champion_click' }) championClick!: number;
  @Column('real', { name: 'shadow_click' }) shadowClick!: number;
  /** Probability with which it was shown there. */
  @Column('double precision') propensity!: number;
  /** Of the first position, the probability with which ranking by each alone would have shown it there; null of others. */
  @Column('double precision', { name: 'champion_chance', nullable: true }) championChance!: number | null;
  @Column('double precision', { name: 'shadow_chance', nullable: true }) shadowChance!: number | null;
  /** Of the first position, the clicks that the champion foretells of what each would have shown; null of others. */
  @Column('double precision', { name: 'champion_foretold', nullable: true }) championForetold!: number | null;
  @Column('double precision', { name: 'shadow_foretold', nullable: true }) shadowForetold!: number | null;
}
