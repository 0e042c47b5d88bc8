import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { carry, keyRing } from './carry.js';

/** What a person who raised a hand said of themselves, as JSON text: in the clear, or sealed. */
const leadRow = z.object({ tenant_id: z.string(), id: z.string(), said: z.string() });
type Row = z.output<typeof leadRow>;

const place = { table: 'leads', column: 'sealed' };

/** How to reach the people who raised a hand, what they wrote and agreed to is kept sealed. */
export class SealLeads1763910007003 implements MigrationInterface {
  readonly name = 'SealLeads1763910007003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table leads add column sealed text');
    const select = `select tenant_id, id, jsonb_build_object('contact', contact, 'message', message, 'consent', consent)::text as said from leads`; // prettier-ignore
    await carry(runner, select, leadRow, (rows) =>
      write(runner, 'sealed = n.said', rows, ({ tenant_id, said }) => keyRing().seal(place, tenant_id, said)),
    );
    await runner.query(`
      alter table leads
        alter column sealed set not null,
        drop column contact,
        drop column message,
        drop column consent;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table leads add column contact jsonb, add column message text, add column consent jsonb'); // prettier-ignore
    await carry(runner, 'select tenant_id, id, sealed as said from leads', leadRow, (rows) =>
      write(
        runner,
        `contact = n.said::jsonb -> 'contact', message = n.said::jsonb ->> 'message', consent = nullif(n.said::jsonb -> 'consent', 'null')`,
        rows,
        ({ tenant_id, said }) => keyRing().open(place, tenant_id, said),
      ),
    );
    await runner.query('alter table leads alter column contact set not null, drop column sealed');
  }
}

function write(
  runner: QueryRunner,
  set: string,
  rows: readonly Row[],
  change: (row: Row) => string,
): Promise<unknown> {
  return runner.query(
    `update leads l set ${set} from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (tenant_id, id, said)
     where l.tenant_id = n.tenant_id and l.id = n.id`,
    [rows.map(({ tenant_id }) => tenant_id), rows.map(({ id }) => id), rows.map(change)],
  );
}
