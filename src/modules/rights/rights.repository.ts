import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { onlyOne } from '../platform/only-one.js';
import { writeAgain } from '../platform/write-again.js';
import type { ErasedRecords, Person } from '../../models/rights/personal-data.js';
import type { RightsKind, RightsRequestEntity } from '../../models/rights/rights-request.entity.js';

/** A request, and whose it is. */
export interface RequestKey {
  readonly tenantId: string;
  readonly id: string;
}

/** A request to be written. */
export interface NewRequest extends RequestKey {
  readonly kind: RightsKind;
  readonly requestedBy: string;
  readonly profileId: string;
  readonly steps: number;
}

/** What a step changes; absent stays as it is. */
export type RequestChange = Partial<
  Pick<RightsRequestEntity, 'status' | 'stepsDone' | 'dueAt' | 'completedAt' | 'receipt' | 'expiresAt'>
>;

const columns = `tenant_id as "tenantId", id, kind, status, requested_by as "requestedBy", requested_at as "requestedAt",
  profile_id as "profileId", profile_ids as "profileIds", identity_ids as "identityIds", steps_done as "stepsDone", steps,
  due_at as "dueAt", completed_at as "completedAt", receipt, expires_at as "expiresAt"`;

/** SQL of `rights_requests`. */
@Injectable()
export class RightsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Works again where others were merely in the way: an erasure waits for the people of leads, of whom two may turn out to be one meanwhile. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return writeAgain(() => this.dataSource.transaction(work));
  }

  /** Writes a request, unless one of its kind is under way for the person: then that one is returned. */
  async open(request: NewRequest, now: Date): Promise<RightsRequestEntity | null> {
    const { tenantId, id, kind, requestedBy, profileId, steps } = request;
    await this.dataSource.query(
      `insert into rights_requests (tenant_id, id, kind, status, requested_by, requested_at, profile_id, profile_ids,
         identity_ids, steps_done, steps, due_at)
       values ($1, $2, $3, 'WAITING', $4, $5, $6, '{}', '{}', 0, $7, $5)
       on conflict (tenant_id, profile_id, kind) where status <> 'DONE' do nothing`,
      [tenantId, id, kind, requestedBy, now, profileId, steps],
    );
    const [row]: RightsRequestEntity[] = await this.dataSource.query(
      `select ${columns} from rights_requests
       where tenant_id = $1 and (id = $2 or (profile_id = $3 and kind = $4 and status <> 'DONE'))`,
      [tenantId, id, profileId, kind],
    );
    return row ?? null;
  }

  async find({ tenantId, id }: RequestKey): Promise<RightsRequestEntity | null> {
    const [row]: RightsRequestEntity[] = await this.dataSource.query(
      `select ${columns} from rights_requests where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ?? null;
  }

  /** Newest first. `before` is the (requestedAt ISO, id) of the request before the page. */
  list(
    tenantId: string,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<RightsRequestEntity[]> {
    return this.dataSource.query(
      `select ${columns} from rights_requests
       where tenant_id = $1 and ($2::timestamptz is null or (requested_at, id) < ($2::timestamptz, $3::uuid))
       order by requested_at desc, id desc limit $4`,
      [tenantId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  /** Requests a worker should look at, the longest due first. */
  due(now: Date): Promise<RequestKey[]> {
    return this.dataSource.query(
      `select tenant_id as "tenantId", id from rights_requests where status <> 'DONE' and due_at <= $1 order by due_at limit 100`,
      [now],
    );
  }

  /**
   * Works on a due request while no other worker works on one of the same person. Null when there is nothing to do, or
   * another is at it.
   */
  async alone<T>(
    { tenantId, id }: RequestKey,
    now: Date,
    work: (request: RightsRequestEntity) => Promise<T>,
  ): Promise<T | null> {
    const wanted = await this.find({ tenantId, id });
    return onlyOne(this.dataSource, `rights ${wanted?.profileId ?? id}`, async () => {
      await this.dataSource.query(`update rights_requests set status = 'RUNNING' where tenant_id = $1 and id = $2 and status = 'WAITING'`, [tenantId, id]); // prettier-ignore
      const request = await this.find({ tenantId, id });
      const isDue = request && request.status !== 'DONE' && request.dueAt <= now;
      return isDue ? work(request) : null;
    });
  }

  async change(manager: EntityManager, { tenantId, id }: RequestKey, change: RequestChange): Promise<void> {
    const { status, stepsDone, dueAt, completedAt, receipt, expiresAt } = change;
    await manager.query(
      `update rights_requests set status = coalesce($3, status), steps_done = coalesce($4, steps_done),
         due_at = coalesce($5, due_at), completed_at = coalesce($6, completed_at), receipt = coalesce($7, receipt),
         expires_at = coalesce($8, expires_at)
       where tenant_id = $1 and id = $2`,
      [tenantId, id, status ?? null, stepsDone ?? null, dueAt ?? null, completedAt ?? null, receipt ? JSON.stringify(receipt) : null, expiresAt ?? null], // prettier-ignore
    );
  }

  /** Notes who is being erased, before nobody can say any more. */
  async keepPerson(manager: EntityManager, { tenantId, id }: RequestKey, person: Person): Promise<void> {
    await manager.query(
      'update rights_requests set profile_ids = $3, identity_ids = $4 where tenant_id = $1 and id = $2',
      [tenantId, id, person.profileIds, person.identityIds],
    );
  }

  /** Ends an erasure: its receipt stays, whom it was about does not, in this and in any other request. */
  async forgetPerson(
    manager: EntityManager,
    { tenantId, profileIds }: Person,
    receipt: readonly ErasedRecords[],
    { id }: RequestKey,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `update rights_requests set status = 'DONE', completed_at = coalesce(completed_at, $3), expires_at = least(expires_at, $3),
         profile_id = null, profile_ids = '{}', identity_ids = '{}',
         receipt = case when id = $4 then $5::jsonb else receipt end
       where tenant_id = $1 and (id = $4 or profile_id = any($2))`,
      [tenantId, profileIds, now, id, JSON.stringify(receipt)],
    );
  }
}
