import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';

/** Reads and writes `test_drive_programmes`. */
@Injectable()
export class ProgrammesRepository {
  /** The version of each key that holds now, by key. */
  current(manager: EntityManager, tenantId: string): Promise<TestDriveProgrammeEntity[]> {
    return manager
      .createQueryBuilder(TestDriveProgrammeEntity, 'p')
      .distinctOn(['p.key'])
      .where('p.tenant_id = :tenantId', { tenantId })
      .orderBy('p.key')
      .addOrderBy('p.version', 'DESC')
      .getMany();
  }

  /** The version of a key that holds now; null: there is none. */
  find(manager: EntityManager, tenantId: string, key: string): Promise<TestDriveProgrammeEntity | null> {
    return manager.findOne(TestDriveProgrammeEntity, {
      where: { tenantId, key },
      order: { version: 'DESC' },
    });
  }

  /** Those versions, whichever of them are the tenant's. */
  async byIds(
    manager: EntityManager,
    tenantId: string,
    ids: readonly string[],
  ): Promise<Map<string, TestDriveProgrammeEntity>> {
    if (ids.length === 0) return new Map();
    const found = await manager.findBy(TestDriveProgrammeEntity, { tenantId, id: In([...new Set(ids)]) });
    return new Map(found.map((one) => [one.id, one]));
  }

  /** Keeps others from writing a version of this key until the transaction ends. */
  async hold(manager: EntityManager, tenantId: string, key: string): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtext($1))', [`drive programme ${tenantId} ${key}`]);
  }

  async insert(manager: EntityManager, programme: TestDriveProgrammeEntity): Promise<void> {
    await manager.insert(TestDriveProgrammeEntity, programme);
  }
}
