import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { LeadMover, LeadStatus, LostReason } from './lead-status.js';
import { LeadEntity } from './lead.entity.js';

/** One move of a lead from one state to another; numbered from 1 within its lead. The id is derived from the mover's key. */
@Entity('lead_moves')
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'lead_moves_lead_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Index('lead_moves_told_on', ['tenantId', 'toldOn'], { where: 'told_on is not null' })
@Unique('lead_moves_once', ['tenantId', 'id'])
export class LeadMoveEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_moves_pk' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'lead_id', primaryKeyConstraintName: 'lead_moves_pk' }) leadId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lead_moves_pk' }) number!: number;
  @Column('uuid') id!: string;
  /** The lead it was told of by id, where another stood for that one; null where it was told of this one, or before that was kept. */
  @Column('uuid', { name: 'told_on', nullable: true }) toldOn!: string | null;
  /** The lead that took it along when it was parted: this one stood so until then, and it says nothing of it any more. Null of what counts. */
  @Column('uuid', { name: 'left_with', nullable: true }) leftWith!: string | null;
  @Column('text', { name: 'from_status' }) from!: LeadStatus;
  @Column('text', { name: 'to_status' }) to!: LeadStatus;
  @Column('text', { nullable: true }) reason!: LostReason | null;
  /** What else there is to say of it, in somebody's own words. */
  @Column('text', { name: 'sealed_note', nullable: true }) sealedNote!: string | null;
  @Column('text', { name: 'moved_by' }) movedBy!: LeadMover;
  /** Public id of the key, or id of the dealer; null of Carousel itself. */
  @Column('text', { name: 'mover_id', nullable: true }) moverId!: string | null;
  /** When it happened, and when we were told. */
  @Column('timestamptz', { name: 'moved_at' }) movedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

/** A move, to be read. */
export type LeadMoveRecord = Omit<LeadMoveEntity, 'sealedNote'> & { readonly note: string | null };
