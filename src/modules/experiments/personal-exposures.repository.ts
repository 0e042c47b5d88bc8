import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Person } from '../../models/rights/personal-data.js';
import type { ExposedId } from './counting/exposures.repository.js';

/** SQL of what one person was exposed to. */
@Injectable()
export class PersonalExposuresRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** As it is shown to them, the oldest first. */
  exposures(tenantId: string, ids: readonly ExposedId[]): Promise<Record<string, unknown>[]> {
    return this.dataSource.query(
      `select x.experiment_id as "experimentId", e.plan->>'name' as experiment, e.plan->'arms'->(x.arm::int)->>'name' as arm,
         x.exposed_at as "exposedAt", x.decision_id as "decisionId"
       from experiment_exposures x join experiments e on e.tenant_id = x.tenant_id and e.id = x.experiment_id
       where x.tenant_id = $1 and (x.unit = any($2::bytea[]) or x.identity_id = any($3::uuid[]))
       order by x.exposed_at, x.experiment_id`,
      [tenantId, ids.map(({ alias }) => Buffer.from(alias, 'base64url')), ids.map(({ identityId }) => identityId)], // prettier-ignore
    );
  }

  /** Removes theirs; says how many. */
  async erase(manager: EntityManager, { tenantId, identityIds }: Person): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      'delete from experiment_exposures where tenant_id = $1 and identity_id = any($2::uuid[])',
      [tenantId, identityIds],
    );
    return count;
  }

  /**
   * Has counting look again at those that nobody was known by when it last looked: their ids are gone with the person, and
   * counting knows by the hashes of erased ids which of them were theirs.
   */
  async lookAgain(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query(
      'update experiment_exposures set stale_since = now() where tenant_id = $1 and identity_id is null and stale_since is null',
      [tenantId],
    );
  }
}
