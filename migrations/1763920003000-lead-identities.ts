import type { MigrationInterface, QueryRunner } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { carry } from './carry.js';

/** An event by which a hand was raised. */
const raised = z.object({
  tenant_id: z.string(),
  source_id: z.string(),
  message_id: z.string(),
  identity_id: z.string(),
});

/**
 * Leads follow the identity they came with, through merges and back. Those already there get it from their event, whose
 * message id their own id is made of; where that is gone, from the surest id of their person; where nobody is left of
 * these, they stay with their profile.
 */
export class LeadIdentities1763920003000 implements MigrationInterface {
  readonly name = 'LeadIdentities1763920003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table leads add column identity_id uuid');
    const select = `select tenant_id, source_id, message_id, identity_id from events e
      where type = 'LEAD_SUBMITTED' and identity_id is not null
        and exists (select from leads l where l.tenant_id = e.tenant_id and l.source_id = e.source_id)`;
    await carry(runner, select, raised, (rows) =>
      runner.query(
        `update leads l set identity_id = n.identity_id
         from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as n (tenant_id, id, identity_id)
         where l.tenant_id = n.tenant_id and l.id = n.id`,
        [
          rows.map(({ tenant_id }) => tenant_id),
          rows.map(({ tenant_id, source_id, message_id }) =>
            uuidv5(`lead:${source_id}:${message_id}`, tenant_id),
          ),
          rows.map(({ identity_id }) => identity_id),
        ],
      ),
    );
    await runner.query(surest);
    await runner.query(`
      create index leads_identity on leads (tenant_id, identity_id);
      drop index leads_profile;
      create index leads_profile on leads (tenant_id, profile_id) where identity_id is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table leads drop column identity_id;
      create index if not exists leads_profile on leads (tenant_id, profile_id);
    `);
  }
}

/** The surest id of whoever the profile is now: a person's before a device's, a user's before all, the oldest first. */
const surest = `
  with recursive way (tenant_id, lead_id, id) as (
    select tenant_id, id, profile_id from leads where identity_id is null
    union
    select w.tenant_id, w.lead_id, p.merged_into
    from way w join profiles p on p.tenant_id = w.tenant_id and p.id = w.id where p.merged_into is not null
  ), named as (
    select distinct on (w.tenant_id, w.lead_id) w.tenant_id, w.lead_id, i.id as identity_id
    from way w join identities i on i.tenant_id = w.tenant_id and i.profile_id = w.id
    order by w.tenant_id, w.lead_id, i.kind <> 'userId', i.kind in ('anonymousId', 'deviceId'), i.created_at, i.id
  )
  update leads l set identity_id = n.identity_id from named n where l.tenant_id = n.tenant_id and l.id = n.lead_id`;
