import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { PropertyMapping } from './event-mapping.js';
import type { EventType } from './event-type.js';

/** What a tenant means by a name of its own: by the event's name, or for every event. */
@Entity('event_mappings')
export class EventMappingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'event_mappings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** One text for all spellings of the name; empty for every event. */
  @PrimaryColumn('text') key!: string;
  /** The name as it was given; null for every event. */
  @Column('text', { nullable: true }) name!: string | null;
  @Column('text', { nullable: true }) type!: EventType | null;
  @Column('jsonb') properties!: PropertyMapping[];
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
