import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';

const ids = z.array(z.object({ id: z.uuid() }));
const raised = z.array(
  z.object({ tenantId: z.uuid(), identityId: z.uuid().nullable(), profileId: z.uuid() }),
);

/** Under whom a lead or a hand was raised. */
export type RaisedUnder = z.infer<typeof raised>[number];

/** Reads how leads hang together: which stand for which, and whose hands are kept with whose. */
@Injectable()
export class TiesRepository {
  /** The ids of a lead and of all that it stands for, however deep. */
  async standsFor(manager: EntityManager, { tenantId, id }: Pick<LeadRecord, 'tenantId' | 'id'>): Promise<string[]> {
    const rows: unknown = await manager.query(
      `with recursive stands (id) as (select $2::uuid union
         select l.id from stands s join leads l on l.tenant_id = $1 and l.folded_into = s.id)
       select id from stands`,
      [tenantId, id],
    );
    return ids.parse(rows).map((each) => each.id);
  } // prettier-ignore

  /**
   * Under whom everything was raised that hangs together with leads and hands of this person: leads that stand for one another, and
   * the hands kept with them.
   */
  async tiedTo(manager: EntityManager, { tenantId, identityIds, profileIds }: Person): Promise<RaisedUnder[]> {
    const rows: unknown = await manager.query(
      `with recursive tied (id) as (
         select id from leads where tenant_id = $1 and (identity_id = any($2) or (identity_id is null and profile_id = any($3)))
         union select lead_id from lead_hands where tenant_id = $1 and identity_id = any($2)
         union select next.id from tied t cross join lateral (
           select l.folded_into as id from leads l where l.tenant_id = $1 and l.id = t.id and l.folded_into is not null
           union all select l.id from leads l where l.tenant_id = $1 and l.folded_into = t.id) next)
       select l.tenant_id as "tenantId", l.identity_id as "identityId", l.profile_id as "profileId"
         from leads l join tied t on l.tenant_id = $1 and l.id = t.id
       union select h.tenant_id, h.identity_id, l.profile_id from lead_hands h join tied t on h.tenant_id = $1 and h.lead_id = t.id
         join leads l on l.tenant_id = $1 and l.id = t.id where h.identity_id is not null`,
      [tenantId, identityIds, profileIds],
    );
    return raised.parse(rows);
  } // prettier-ignore
}
