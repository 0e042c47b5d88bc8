import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AdvertiserEntity } from '../../../models/campaign/advertiser.entity.js';

/** An advertiser as it lies in the database. */
export type AdvertiserRow = Pick<AdvertiserEntity, keyof AdvertiserEntity>;

/** SQL of `advertisers`. */
@Injectable()
export class AdvertisersRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Oldest first. */
  all(tenantId: string): Promise<AdvertiserEntity[]> {
    return this.dataSource.manager.find(AdvertiserEntity, {
      where: { tenantId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
  }

  async count(manager: EntityManager, tenantId: string): Promise<number> {
    return manager.countBy(AdvertiserEntity, { tenantId });
  }

  async insert(manager: EntityManager, advertiser: AdvertiserRow): Promise<void> {
    await manager.insert(AdvertiserEntity, advertiser);
  }

  /** Held for the rest of the transaction; null when there is none. */
  async hold(manager: EntityManager, tenantId: string, id: string): Promise<AdvertiserRow | null> {
    if (!z.guid().safeParse(id).success) return null;
    return manager.findOne(AdvertiserEntity, {
      where: { tenantId, id },
      lock: { mode: 'for_no_key_update' },
    });
  }

  async save(manager: EntityManager, { tenantId, id, ...rest }: AdvertiserRow): Promise<void> {
    await manager.update(AdvertiserEntity, { tenantId, id }, rest);
  }
}
