import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventMappingEntity } from '../../../models/event/event-mapping.entity.js';

/** SQL of `event_mappings`. */
@Injectable()
export class MappingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** All of a tenant's, by name; the one for every event first. */
  list(tenantId: string): Promise<EventMappingEntity[]> {
    return this.dataSource.manager.find(EventMappingEntity, { where: { tenantId }, order: { key: 'ASC' } });
  }

  /** Adds a mapping, or replaces the one of that name. False where the tenant has as many as it may, this not among them. */
  async put(manager: EntityManager, mapping: EventMappingEntity, most: number): Promise<boolean> {
    const { tenantId, key, name, type, properties, updatedAt } = mapping;
    const rows: { put: string }[] = await manager.query(
      `with put as (
         insert into event_mappings as m (tenant_id, key, name, type, properties, updated_at)
         select $1, $2, $3, $4, $5::jsonb, $6
         where (select count(*) from event_mappings where tenant_id = $1 and key <> $2) < $7
         on conflict (tenant_id, key) do update
           set name = excluded.name, type = excluded.type, properties = excluded.properties, updated_at = excluded.updated_at
         returning 1
       ) select count(*) as put from put`,
      [tenantId, key, name, type, JSON.stringify(properties), updatedAt, most],
    );
    return rows[0]?.put === '1';
  }

  /** Removes the mapping of that key, and returns it; null where there is none. */
  async remove(manager: EntityManager, tenantId: string, key: string): Promise<EventMappingEntity | null> {
    const mapping = await manager.findOneBy(EventMappingEntity, { tenantId, key });
    if (mapping) await manager.delete(EventMappingEntity, { tenantId, key });
    return mapping;
  }
}
