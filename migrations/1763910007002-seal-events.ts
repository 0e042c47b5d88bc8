import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import type { JsonObject } from '../src/models/event/event-envelope.js';
import { joinPersonal, partPersonal } from '../src/modules/events/personal/personal-part.js';
import { carry, keyRing } from './carry.js';

/** A row of the log, as far as it is changed. */
const eventRow = z.object({
  tenant_id: z.string(),
  shard: z.number(),
  xid: z.string(),
  seq: z.string(),
  received_at: z.string(),
  type: z.string(),
  properties: z.custom<JsonObject>(),
  context: z.custom<JsonObject | null>(),
  sealed: z.string().nullable(),
});
type Row = z.output<typeof eventRow>;

/** Something that was not understood. */
const payloadRow = z.object({ tenant_id: z.string(), id: z.string(), payload: z.string() });
type Payload = z.output<typeof payloadRow>;

/** What a row is changed to. */
type Change = Pick<Row, 'properties' | 'context' | 'sealed'>;

const personalPlace = { table: 'events', column: 'sealed' };
const payloadPlace = { table: 'rejected_events', column: 'sealed_payload' };
/** Of these any word may be personal. */
const personalTypes = ['LEAD_SUBMITTED', 'SHOWROOM_VISITED', 'TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN'];
const columns = 'tenant_id, shard, xid, seq, received_at::text, type, properties, context, sealed';

/** What of events is about a person is kept sealed, apart from the rest; so is all that was not understood. */
export class SealEvents1763910007002 implements MigrationInterface {
  readonly name = 'SealEvents1763910007002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table events add column sealed text;
      alter table rejected_events add column sealed_payload text;
    `);
    await carry(runner, `select ${columns} from events`, eventRow, (rows) => rewrite(runner, rows, sealed));
    const plain = 'select tenant_id, id, payload::text from rejected_events where payload is not null';
    const seal = ({ tenant_id, payload }: Payload) => keyRing().seal(payloadPlace, tenant_id, payload);
    await carry(runner, plain, payloadRow, (rows) => writePayloads(runner, 'sealed_payload = n.payload', rows, seal)); // prettier-ignore
    await runner.query('alter table rejected_events drop column payload');
  }

  async down(runner: QueryRunner): Promise<void> {
    const personal = `select ${columns} from events where sealed is not null`;
    await carry(runner, personal, eventRow, (rows) => rewrite(runner, rows, opened));
    await runner.query(`
      alter table events drop column sealed;
      alter table rejected_events add column payload jsonb;
    `);
    const kept = 'select tenant_id, id, sealed_payload as payload from rejected_events where sealed_payload is not null'; // prettier-ignore
    const open = ({ tenant_id, payload }: Payload) => keyRing().open(payloadPlace, tenant_id, payload);
    await carry(runner, kept, payloadRow, (rows) => writePayloads(runner, 'payload = n.payload::jsonb', rows, open)); // prettier-ignore
    await runner.query('alter table rejected_events drop column sealed_payload');
  }
}

function sealed({ tenant_id, type, ...row }: Row): Change | null {
  const properties = personalTypes.includes(type)
    ? { plain: {}, personal: row.properties }
    : partPersonal(row.properties);
  const context = row.context ? partPersonal(row.context) : { plain: null, personal: null };
  if (properties.personal === null && context.personal === null) return null;
  const personal = {
    ...(properties.personal && { properties: properties.personal }),
    ...(context.personal && { context: context.personal }),
  };
  return {
    properties: properties.plain,
    context: context.plain,
    sealed: keyRing().seal(personalPlace, tenant_id, JSON.stringify(personal)),
  };
}

function opened({ tenant_id, properties, context, sealed: text }: Row): Change | null {
  if (text === null) return null;
  const personal: unknown = JSON.parse(keyRing().open(personalPlace, tenant_id, text));
  if (!isPersonal(personal)) return null;
  return {
    properties: joinPersonal({ plain: properties, personal: personal.properties ?? null }),
    context: context && joinPersonal({ plain: context, personal: personal.context ?? null }),
    sealed: null,
  };
}

function isPersonal(personal: unknown): personal is { properties?: JsonObject; context?: JsonObject } {
  return typeof personal === 'object' && personal !== null;
}

async function rewrite(
  runner: QueryRunner,
  rows: readonly Row[],
  change: (row: Row) => Change | null,
): Promise<void> {
  const changed = rows.flatMap((row) => {
    const to = change(row);
    return to ? [{ ...row, ...to }] : [];
  });
  if (changed.length === 0) return;
  await runner.query(
    `update events e set properties = n.properties, context = n.context, sealed = n.sealed
     from unnest($1::smallint[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::jsonb[], $6::jsonb[], $7::text[])
       as n (shard, xid, seq, received_at, properties, context, sealed)
     where e.shard = n.shard and e.xid = n.xid and e.seq = n.seq and e.received_at = n.received_at`,
    [
      changed.map(({ shard }) => shard),
      changed.map(({ xid }) => xid),
      changed.map(({ seq }) => seq),
      changed.map(({ received_at }) => received_at),
      changed.map(({ properties }) => JSON.stringify(properties)),
      changed.map(({ context }) => context && JSON.stringify(context)),
      changed.map(({ sealed: text }) => text),
    ],
  );
}

function writePayloads(
  runner: QueryRunner,
  set: string,
  rows: readonly Payload[],
  change: (row: Payload) => string,
): Promise<unknown> {
  return runner.query(
    `update rejected_events r set ${set} from unnest($1::uuid[], $2::text[]) as n (id, payload) where r.id = n.id`,
    [rows.map(({ id }) => id), rows.map(change)],
  );
}
