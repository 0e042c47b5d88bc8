import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A business that runs its marketing on Carousel: a carmaker, a dealer group or a marketplace. Owns everything with its `tenant_id`. */
@Entity('tenants')
export class TenantEntity {
  @PrimaryColumn('uuid') id!: string;
  /** Short, URL-safe name, unique in the installation: `demo`. */
  @Column('text', { unique: true }) slug!: string;
  @Column('text') name!: string;
  /** IANA zone in which calendar days and schedules are read unless they name their own: `Europe/London`. */
  @Column('text', { name: 'time_zone' }) timeZone!: string;
  /** ISO 4217 currency of prices without one of their own. */
  @Column('text') currency!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
