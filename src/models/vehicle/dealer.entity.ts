import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { OpeningHours } from './opening-hours.js';

/** A place where a tenant's cars stand. */
@Entity('dealers')
@Unique('dealers_code_unique', ['tenantId', 'code'])
export class DealerEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'dealers_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** What feeds call it, unique in the tenant: `LDN-01`. */
  @Column('text') code!: string;
  @Column('text') name!: string;
  @Column('text') city!: string;
  /** WGS 84 degrees; null while unknown. */
  @Column('double precision', { nullable: true }) latitude!: number | null;
  @Column('double precision', { nullable: true }) longitude!: number | null;
  /** Where letters go: `12 High Street`; this and what follows is null while unknown. */
  @Column('text', { nullable: true }) street!: string | null;
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { name: 'postal_code', nullable: true }) postalCode!: string | null;
  /** ISO 3166-1, two letters. */
  @Column('text', { nullable: true }) country!: string | null;
  @Column('text', { nullable: true }) phone!: string | null;
  @Column('text', { nullable: true }) website!: string | null;
  /** Makes it sells new, as they are written here; none named: all. */
  @Column('text', { array: true }) brands!: string[];
  /** How many leads it can take on in a day; null: as many as come. */
  @Column('integer', { name: 'leads_per_day', nullable: true }) leadsPerDay!: number | null;
  /** IANA name: `Europe/London`. */
  @Column('text', { name: 'time_zone', nullable: true }) timeZone!: string | null;
  @Column('jsonb', { nullable: true }) hours!: OpeningHours | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}

/** A dealer, to be read. */
export type DealerRecord = Omit<DealerEntity, never>;
