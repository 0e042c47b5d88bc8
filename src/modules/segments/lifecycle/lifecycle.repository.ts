import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** A tenant's settings as they are stored: a newer program may have written them. */
export interface StoredLifecycle {
  readonly version: number;
  readonly settings: unknown;
  readonly updatedAt: Date;
}

/** SQL of `lifecycle_settings`. */
@Injectable()
export class LifecycleRepository {
  constructor(private readonly dataSource: DataSource) {}

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** Null where a tenant never set any. */
  async find(
    tenantId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<StoredLifecycle | null> {
    const [row]: StoredLifecycle[] = await manager.query(
      'select version, settings, updated_at as "updatedAt" from lifecycle_settings where tenant_id = $1',
      [tenantId],
    );
    return row ?? null;
  }

  async save(
    manager: EntityManager,
    tenantId: string,
    { version, settings, updatedAt }: StoredLifecycle,
  ): Promise<void> {
    await manager.query(
      `insert into lifecycle_settings (tenant_id, version, settings, updated_at) values ($1, $2, $3, $4)
       on conflict (tenant_id) do update
         set version = excluded.version, settings = excluded.settings, updated_at = excluded.updated_at`,
      [tenantId, version, JSON.stringify(settings), updatedAt],
    );
  }
}
