import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { RouteCause, RouteReason } from './lead-route.js';
import { LeadEntity } from './lead.entity.js';

/** One choice of a dealer for a lead, and why; numbered from 1 within its lead. */
@Entity('lead_routes')
@ForeignKey(() => LeadEntity, ['tenantId', 'leadId'], ['tenantId', 'id'], { name: 'lead_routes_lead_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Index('lead_routes_dealer', ['tenantId', 'dealerId', 'routedAt'])
export class LeadRouteEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_routes_pk' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'lead_id', primaryKeyConstraintName: 'lead_routes_pk' }) leadId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'lead_routes_pk' }) number!: number;
  /** Null where no dealer could be chosen. */
  @Column('uuid', { name: 'dealer_id', nullable: true }) dealerId!: string | null;
  @Column('text') cause!: RouteCause;
  @Column('jsonb') reasons!: readonly RouteReason[];
  @Column('timestamptz', { name: 'routed_at' }) routedAt!: Date;
}
