import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/**
 * The band a partner has somebody in: a score, a rank, a tier. It stays with the identity it was told under, and follows it. No trait: any
 * browser may tell traits, and this decides what somebody pays.
 */
@Entity('test_drive_partner_bands')
export class PartnerBandEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_partner_bands_pk' })
  @ForeignKey(() => TenantEntity, { name: 'test_drive_partner_bands_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'identity_id', primaryKeyConstraintName: 'test_drive_partner_bands_pk' })
  identityId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'test_drive_partner_bands_pk' }) partner!: string;
  @Column('text', { name: 'sealed_band' }) sealedBand!: string;
  /** Not any more from then on; null: until it is set anew. */
  @Column('timestamptz', { name: 'valid_until', nullable: true }) validUntil!: Date | null;
  @Column('timestamptz', { name: 'set_at' }) setAt!: Date;
}

/** A band, to be read. */
export type PartnerBandRecord = Omit<PartnerBandEntity, 'sealedBand'> & { readonly band: string };
