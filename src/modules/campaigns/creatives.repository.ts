import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource, type EntityManager } from 'typeorm';
import { CreativeEntity } from '../../models/campaign/creative.entity.js';
import type { CreativeRow } from './creative-problems.js';
import { PlacementEntity } from '../../models/campaign/placement.entity.js';

/** SQL on `creatives` one by one (campaigns.repository reads and adds them with their campaign), and all on `placements`. */
@Injectable()
export class CreativesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async find(tenantId: string, id: string, manager = this.dataSource.manager): Promise<CreativeRow | null> {
    return z.guid().safeParse(id).success ? manager.findOneBy(CreativeEntity, { tenantId, id }) : null;
  }

  async save(manager: EntityManager, creative: CreativeRow): Promise<void> {
    const { tenantId, id, ...rest } = creative;
    await manager.update(CreativeEntity, { tenantId, id }, rest);
  }

  /** In order of their keys. */
  placements(tenantId: string): Promise<PlacementEntity[]> {
    return this.dataSource.manager.find(PlacementEntity, { where: { tenantId }, order: { key: 'ASC' } });
  }

  /** False when the key is taken. */
  async insertPlacement(manager: EntityManager, placement: PlacementEntity): Promise<boolean> {
    const { tenantId, key, name, description, createdAt } = placement;
    const rows: unknown[] = await manager.query(
      `insert into placements (tenant_id, key, name, description, created_at) values ($1, $2, $3, $4, $5)
       on conflict do nothing returning key`,
      [tenantId, key, name, description, createdAt],
    );
    return rows.length > 0;
  }
}
