import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { contactKinds } from '../src/models/lead/contact-keys.js';
import { identityText, keysSaid } from '../src/models/sealed-columns.js';
import { carry, keyRing } from './carry.js';

const handRow = z.object({ tenant_id: z.string(), id: z.string(), sealed: z.string() });
type Row = z.output<typeof handRow>;

const place = { table: 'lead_hands', column: 'sealed' };

/** Hands of one person under several profiles are found by keyed hashes of how they are reached. */
export class FindHandsByContact1763970012000 implements MigrationInterface {
  readonly name = 'FindHandsByContact1763970012000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands add column email_hash bytea, add column phone_hash bytea');
    const select = 'select tenant_id, id, sealed from lead_hands where sealed is not null';
    await carry(runner, select, handRow, (rows) => this.write(runner, rows));
    await runner.query(`
      create index lead_hands_email on lead_hands (tenant_id, email_hash) where email_hash is not null;
      create index lead_hands_phone on lead_hands (tenant_id, phone_hash) where phone_hash is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands drop column email_hash, drop column phone_hash');
  }

  private write(runner: QueryRunner, rows: readonly Row[]): Promise<unknown> {
    const ring = keyRing();
    const hashed = rows.map(({ tenant_id: tenantId, sealed }) => {
      const { email, phone } = keysSaid(ring.open(place, tenantId, sealed));
      const hash = (kind: string, value: string | null) => value === null ? null : ring.hash(identityText({ tenantId, kind, value })); // prettier-ignore
      return { email: hash(contactKinds.email, email), phone: hash(contactKinds.phone, phone) };
    });
    return runner.query(
      `update lead_hands h set email_hash = n.email, phone_hash = n.phone
       from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::bytea[]) as n (tenant_id, id, email, phone)
       where h.tenant_id = n.tenant_id and h.id = n.id`,
      [
        rows.map(({ tenant_id }) => tenant_id),
        rows.map(({ id }) => id),
        hashed.map(({ email }) => email),
        hashed.map(({ phone }) => phone),
      ],
    );
  }
}
