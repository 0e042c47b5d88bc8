import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PlacementEntity } from '../../../models/campaign/placement.entity.js';

/** A placement as it lies in the database. */
export type PlacementRow = Pick<PlacementEntity, keyof PlacementEntity>;

/** SQL of `placements`. */
@Injectable()
export class PlacementsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** In order of their keys. */
  all(tenantId: string): Promise<PlacementEntity[]> {
    return this.dataSource.manager.find(PlacementEntity, { where: { tenantId }, order: { key: 'ASC' } });
  }

  /** Held for the rest of the transaction; null when there is none. */
  hold(manager: EntityManager, tenantId: string, key: string): Promise<PlacementRow | null> {
    return manager.findOne(PlacementEntity, {
      where: { tenantId, key },
      lock: { mode: 'for_no_key_update' },
    });
  }

  /** False when the key is taken. */
  async insert(manager: EntityManager, placement: PlacementRow): Promise<boolean> {
    const { tenantId, key, name, description, slots, floorMicros, separatesCompetitors, exclusive, createdAt } = placement;
    const rows: unknown[] = await manager.query(
      `insert into placements
         (tenant_id, key, name, description, slots, floor_micros, separates_competitors, exclusive, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict do nothing returning key`,
      [tenantId, key, name, description, slots, floorMicros, separatesCompetitors, exclusive, createdAt],
    );
    return rows.length > 0;
  } // prettier-ignore

  async save(manager: EntityManager, { tenantId, key, ...rest }: PlacementRow): Promise<void> {
    await manager.update(PlacementEntity, { tenantId, key }, rest);
  }
}
