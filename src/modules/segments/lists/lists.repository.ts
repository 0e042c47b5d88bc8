import { Injectable } from '@nestjs/common';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);
const nameFault = z.object({ driverError: z.object({ constraint: z.literal('audience_lists_name') }) });

/** Another list is called the same. */
export class ListNameTaken extends Error {}

/** SQL of `audience_lists`. */
@Injectable()
export class ListsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async find(tenantId: string, id: string): Promise<AudienceListEntity | null> {
    if (!z.uuid().safeParse(id).success) return null;
    return this.manager.findOneBy(AudienceListEntity, { tenantId, id });
  }

  /** The list, held against other changes until the transaction ends. */
  async lock(manager: EntityManager, tenantId: string, id: string): Promise<AudienceListEntity | null> {
    if (!z.uuid().safeParse(id).success) return null;
    return manager.findOne(AudienceListEntity, {
      where: { tenantId, id },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Keeps a list from being archived until the transaction ends; false when it is, or there is none. */
  async keep(manager: EntityManager, tenantId: string, id: string): Promise<boolean> {
    const kept: unknown[] = await manager.query(
      'select from audience_lists where tenant_id = $1 and id = $2 and archived_at is null for key share',
      [tenantId, id],
    );
    return kept.length > 0;
  }

  /** @throws ListNameTaken */
  async save(manager: EntityManager, list: AudienceListEntity): Promise<void> {
    try {
      await manager.save(AudienceListEntity, list);
    } catch (fault) {
      if (fault instanceof QueryFailedError && nameFault.safeParse(fault).success) throw new ListNameTaken();
      throw fault;
    }
  }

  /** The list of that name that is not archived, in whatever case it is written. */
  async named(tenantId: string, name: string): Promise<AudienceListEntity | null> {
    return this.manager
      .getRepository(AudienceListEntity)
      .createQueryBuilder('l')
      .where('l.tenant_id = :tenantId and l.archived_at is null', { tenantId })
      .andWhere('lower(l.name) = lower(:name)', { name })
      .getOne();
  }

  /** Newest first, one more than the page holds. Cursor: the instant of creation and the id. */
  async page(tenantId: string, { afterKey, limit }: Page, isWhole: boolean): Promise<AudienceListEntity[]> {
    const key = afterKey === null ? null : cursorKey.safeParse(afterKey).data;
    if (key === undefined) throw badCursor();
    return this.manager
      .getRepository(AudienceListEntity)
      .createQueryBuilder('l')
      .where('l.tenant_id = :tenantId', { tenantId })
      .andWhere(isWhole ? 'true' : 'l.archived_at is null')
      .andWhere(key ? '(l.created_at, l.id) < (:createdAt::timestamptz, :id::uuid)' : 'true', {
        createdAt: key?.[0],
        id: key?.[1],
      })
      .orderBy('l.created_at', 'DESC')
      .addOrderBy('l.id', 'DESC')
      .limit(limit + 1)
      .getMany();
  }

  /** All of a tenant's, archived ones too: what they are called. */
  all(manager: EntityManager, tenantId: string): Promise<AudienceListEntity[]> {
    return manager.findBy(AudienceListEntity, { tenantId });
  }
}
