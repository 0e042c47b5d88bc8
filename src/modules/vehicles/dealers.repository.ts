import { Injectable } from '@nestjs/common';
import { DataSource, In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { DealerEntity, type DealerRecord } from '../../models/vehicle/dealer.entity.js';

const idRows = z.array(z.object({ id: z.string() }));

/** Reads and writes `dealers`. */
@Injectable()
export class DealersRepository {
  constructor(private readonly database: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.database.transaction(work);
  }

  /** The tenant's dealers by code. */
  list(manager: EntityManager | null, tenantId: string): Promise<DealerRecord[]> {
    return (manager ?? this.database.manager).find(DealerEntity, {
      where: { tenantId },
      order: { code: 'ASC' },
    });
  }

  /** Those of these ids that are the tenant's. */
  listOf(tenantId: string, ids: readonly string[]): Promise<DealerRecord[]> {
    return this.database.manager.findBy(DealerEntity, { tenantId, id: In([...ids]) });
  }

  find(manager: EntityManager | null, tenantId: string, id: string): Promise<DealerRecord | null> {
    return (manager ?? this.database.manager).findOneBy(DealerEntity, { tenantId, id });
  }

  /** Adds a dealer. @returns false, changing nothing, when its code is taken */
  async add(manager: EntityManager, dealer: DealerRecord): Promise<boolean> {
    // Two at once with one code clash on the id too, which is made from the code: any conflict means taken.
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(DealerEntity)
      .values(dealer)
      .orIgnore()
      .returning('id')
      .execute();
    return idRows.parse(inserted.raw).length > 0;
  }

  /** A dealer, held until the transaction ends. */
  hold(manager: EntityManager, tenantId: string, id: string): Promise<DealerRecord | null> {
    return manager.findOne(DealerEntity, { where: { tenantId, id }, lock: { mode: 'pessimistic_write' } });
  }

  async change(manager: EntityManager, { tenantId, id, ...changed }: DealerRecord): Promise<void> {
    await manager.update(DealerEntity, { tenantId, id }, changed);
  }
}
