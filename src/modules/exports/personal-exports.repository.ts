import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type { Person } from '../../models/rights/personal-data.js';

/** That a person stood in an export. */
export interface PersonalExport {
  readonly segmentId: string;
  readonly target: ExportTarget;
  readonly completedAt: Date;
  readonly fetchedAt: Date | null;
}

/** SQL of the exports one person stood in. */
@Injectable()
export class PersonalExportsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Every finished export that an address or id of theirs stood in, the oldest first. */
  exportsOf({ tenantId, identityIds }: Person): Promise<PersonalExport[]> {
    return this.dataSource.query(
      `select e.segment_id as "segmentId", e.target, e.completed_at as "completedAt", e.fetched_at as "fetchedAt"
       from audience_exports e
       where e.tenant_id = $1 and e.completed_at is not null and exists (
         select from exported_identities x
         where x.tenant_id = $1 and x.export_id = e.id and x.identity_id = any($2))
       order by e.completed_at, e.id`,
      [tenantId, identityIds],
    );
  }

  /**
   * Throws away every file they stand in, as one without them would tell of another moment: what is ready is over, what is
   * being made begins anew. Returns the targets of the finished ones, each as often as there were exports for it.
   */
  async erase(manager: EntityManager, { tenantId, identityIds }: Person, now: Date): Promise<ExportTarget[]> {
    const exports: { id: string; target: ExportTarget; isFinished: boolean }[] = await manager.query(
      `select id, target, completed_at is not null as "isFinished" from audience_exports
       where tenant_id = $1 and id in (
         select export_id from exported_identities where tenant_id = $1 and identity_id = any($2))
       order by id for update`,
      [tenantId, identityIds],
    );
    const idsOf = (isFinished: boolean) => exports.filter((one) => one.isFinished === isFinished).map(({ id }) => id); // prettier-ignore
    await manager.query(
      `update audience_exports set status = 'EXPIRED', ended_by = 'ERASURE', expires_at = least(expires_at, $3)
       where tenant_id = $1 and id = any($2) and status = 'DONE'`,
      [tenantId, idsOf(true), now],
    );
    await manager.query(
      `update audience_exports set exported = 0, withheld_export = 0, withheld_ads = 0, unreachable = 0, lines = 0, parts = 0,
         last_profile_id = null
       where tenant_id = $1 and id = any($2)`,
      [tenantId, idsOf(false)],
    );
    await manager.query('delete from audience_export_parts where tenant_id = $1 and export_id = any($2)', [
      tenantId,
      exports.map(({ id }) => id),
    ]);
    await manager.query(
      'delete from exported_identities where tenant_id = $1 and (identity_id = any($2) or export_id = any($3))',
      [tenantId, identityIds, idsOf(false)],
    );
    return exports.flatMap(({ isFinished, target }) => (isFinished ? [target] : []));
  }
}
