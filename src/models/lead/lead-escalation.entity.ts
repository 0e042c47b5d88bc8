import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { LeadEntity } from './lead.entity.js';

/** That nobody answered a lead in time: which dealer should have, until when, and when it was noticed. Numbered from 1. */
@Entity('lead_escalations')
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'lead_escalations_lead_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class LeadEscalationEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_escalations_pk' }) tenantId!: string; // prettier-ignore
  @PrimaryColumn('uuid', { name: 'lead_id', primaryKeyConstraintName: 'lead_escalations_pk' }) leadId!: string; // prettier-ignore
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lead_escalations_pk' }) number!: number;
  @Column('uuid', { name: 'dealer_id', nullable: true }) dealerId!: string | null;
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'escalated_at' }) escalatedAt!: Date;
}
