import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';

/** How soon dealers answer leads: of one dealer, or of all that have no row of their own. Without a row nobody's clock runs. */
@Entity('lead_settings')
export class LeadSettingsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'lead_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'lead_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** The dealer's id, or `ALL`. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'lead_settings_pk' }) scope!: string;
  @Column('uuid', { name: 'dealer_id', nullable: true })
  @ForeignKey(() => DealerEntity, { name: 'lead_settings_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string | null;
  /** Opening minutes until somebody has answered. */
  @Column('integer', { name: 'response_minutes' }) responseMinutes!: number;
  /** Opening minutes until another dealer gets it, from the same start; null: it stays. */
  @Column('integer', { name: 'reroute_minutes', nullable: true }) rerouteMinutes!: number | null;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
