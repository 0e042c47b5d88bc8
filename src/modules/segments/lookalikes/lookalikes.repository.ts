import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { LookalikeFindings } from '../../../models/segment/lookalike-findings.js';
import type { LookalikeEntity, LookalikeFault } from '../../../models/segment/lookalike.entity.js';
import type { LookalikeMemberEntity } from '../../../models/segment/lookalike-member.entity.js';
import { onlyOne } from '../../platform/only-one.js';

/** A lookalike, and whose it is. */
export type LookalikeKey = Pick<LookalikeEntity, 'tenantId' | 'id'>;
/** One to be written. */
export type NewLookalike = Omit<
  LookalikeEntity,
  'status' | 'fault' | 'timesAsked' | 'standing' | 'completedAt' | 'findings'
>;
/** One that was asked for so many times when it was begun. */
export type BegunLookalike = Pick<LookalikeEntity, 'tenantId' | 'id' | 'timesAsked'>;
/** Somebody found. */
export type FoundPerson = Pick<LookalikeMemberEntity, 'rank' | 'profileId' | 'score'>;

const columns = `tenant_id as "tenantId", id, segment_id as "segmentId", seed_list_id as "seedListId", size, list_id as "listId",
  status, fault, requested_at as "requestedAt", requested_by as "requestedBy",
  times_asked as "timesAsked", standing, completed_at as "completedAt", findings`;

/** SQL of `lookalikes` and `lookalike_members`. */
@Injectable()
export class LookalikesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  async add(wanted: NewLookalike): Promise<void> {
    const { tenantId, id, segmentId, seedListId, size, listId, requestedAt, requestedBy } = wanted;
    await this.dataSource.query(
      `insert into lookalikes (tenant_id, id, segment_id, seed_list_id, size, list_id, status, requested_at, requested_by)
       values ($1, $2, $3, $4, $5, $6, 'WAITING', $7, $8)`,
      [tenantId, id, segmentId, seedListId, size, listId, requestedAt, requestedBy],
    );
  }

  async find({ tenantId, id }: LookalikeKey): Promise<LookalikeEntity | null> {
    const [row]: LookalikeEntity[] = await this.dataSource.query(
      `select ${columns} from lookalikes where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ?? null;
  }

  /** Newest first. `before` is the (requestedAt ISO, id) of the one before the page. */
  list(
    tenantId: string,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<LookalikeEntity[]> {
    return this.dataSource.query(
      `select ${columns} from lookalikes
       where tenant_id = $1 and ($2::timestamptz is null or (requested_at, id) < ($2::timestamptz, $3::uuid))
       order by requested_at desc, id desc limit $4`,
      [tenantId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  /** Those a worker should look at, the oldest first. */
  unfinished(): Promise<LookalikeKey[]> {
    return this.dataSource.query(
      `select tenant_id as "tenantId", id from lookalikes where status = 'WAITING' order by requested_at limit 100`,
    );
  }

  /** Works on one while no other worker does. Null when another is at it. */
  alone<T>({ id }: LookalikeKey, work: () => Promise<T>): Promise<T | null> {
    return onlyOne(this.dataSource, `lookalike ${id}`, work);
  }

  /** Has it made anew, with another size perhaps. */
  async reopen({ tenantId, id }: LookalikeKey, size: number): Promise<void> {
    await this.dataSource.query(
      `update lookalikes set status = 'WAITING', fault = null, size = $3, times_asked = times_asked + 1
       where tenant_id = $1 and id = $2`,
      [tenantId, id, size],
    );
  }

  /**
   * Ends the making of it: whom it found stand from now on, in the place of those before. False when it was asked for anew
   * meanwhile: then it is still to be made.
   */
  complete(
    { tenantId, id, timesAsked }: BegunLookalike,
    asOf: Date,
    findings: LookalikeFindings,
  ): Promise<boolean> {
    return this.end(
      `update lookalikes set standing = $3, completed_at = $4, findings = $5, fault = null,
         status = case when times_asked = $3 then 'DONE' else status end
       where tenant_id = $1 and id = $2 returning times_asked = $3 as "isOver"`,
      [tenantId, id, timesAsked, asOf, findings],
    );
  }

  /** The same where it cannot be made. */
  fail({ tenantId, id, timesAsked }: BegunLookalike, fault: LookalikeFault): Promise<boolean> {
    return this.end(
      `update lookalikes set status = 'FAILED', fault = $4 where tenant_id = $1 and id = $2 and times_asked = $3
       returning true as "isOver"`,
      [tenantId, id, timesAsked, fault],
    );
  }

  /** Forgets all whom it found but those who stand: of a making that was cut short, or replaced. */
  async clear({ tenantId, id }: LookalikeKey): Promise<void> {
    await this.dataSource.query(
      `delete from lookalike_members m using lookalikes l
       where m.tenant_id = $1 and m.lookalike_id = $2 and l.tenant_id = $1 and l.id = $2 and m.asking <> l.standing`,
      [tenantId, id],
    );
  }

  async addPeople(
    manager: EntityManager,
    { tenantId, id, timesAsked }: BegunLookalike,
    people: readonly FoundPerson[],
  ): Promise<void> {
    await manager.query(
      `insert into lookalike_members (tenant_id, lookalike_id, asking, rank, profile_id, score)
       select $1, $2, $3, * from unnest($4::int[], $5::uuid[], $6::double precision[])`,
      [tenantId, id, timesAsked, people.map(({ rank }) => rank), people.map(({ profileId }) => profileId), people.map(({ score }) => score)], // prettier-ignore
    );
  }

  /** Those who stand, in the order of likeness, behind a rank. */
  people({ tenantId, id }: LookalikeKey, afterRank: number, limit: number): Promise<FoundPerson[]> {
    return this.dataSource.query(
      `select rank, profile_id as "profileId", score from lookalike_members
       where tenant_id = $1 and lookalike_id = $2 and rank > $3
         and asking = (select standing from lookalikes where tenant_id = $1 and id = $2)
       order by rank limit $4`,
      [tenantId, id, afterRank, limit],
    );
  }

  private async end(update: string, values: readonly unknown[]): Promise<boolean> {
    const [[row]]: [{ isOver: boolean }[], number] = await this.dataSource.query(update, [...values]);
    return row?.isOver ?? false;
  }
}
