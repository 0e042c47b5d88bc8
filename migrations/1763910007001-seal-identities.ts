import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { carry, keyRing } from './carry.js';

const key = { tenant_id: z.string(), id: z.string() };
/** An identity as it stood in the clear. */
const plainIdentity = z.object({
  ...key,
  kind: z.string(),
  value: z.string(),
  traits: z.custom<object>(),
  traits_at: z.custom<object>(),
});
/** An identity as it is kept: found by its hash, read again from here. */
const sealedIdentity = z.object({ ...key, sealed_value: z.string(), sealed_traits: z.string().nullable() });
/** Why two profiles became one: in the clear, or sealed. */
const reasonRow = z.object({ ...key, reason: z.string() });
type ReasonRow = z.output<typeof reasonRow>;

const valuePlace = { table: 'identities', column: 'sealed_value' };
const traitsPlace = { table: 'identities', column: 'sealed_traits' };
const reasonPlace = { table: 'profile_merges', column: 'sealed_reason' };

/**
 * Ids of people are found by a keyed hash and kept sealed, as is what was told of them and why they were merged. The
 * viewer store is found by the same hashes: it is emptied, and published again.
 */
export class SealIdentities1763910007001 implements MigrationInterface {
  readonly name = 'SealIdentities1763910007001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table identities add column hash bytea, add column sealed_value text, add column sealed_traits text;
      alter table profile_merges add column sealed_reason text;
    `);
    await sealIdentities(runner);
    await sealReasons(runner);
    await runner.query(`
      alter table identities
        drop constraint identities_value_unique,
        drop column value,
        drop column traits,
        drop column traits_at,
        alter column hash set not null,
        alter column sealed_value set not null,
        add constraint identities_hash_unique unique (tenant_id, kind, hash);
      alter table profile_merges drop column reason;
    `);
    await emptyViewerStore(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table identities
        add column value text,
        add column traits jsonb not null default '{}',
        add column traits_at jsonb not null default '{}';
      alter table profile_merges add column reason text;
    `);
    await openIdentities(runner);
    await openReasons(runner);
    await runner.query(`
      alter table identities
        drop constraint identities_hash_unique,
        drop column hash,
        drop column sealed_value,
        drop column sealed_traits,
        alter column value set not null,
        alter column traits drop default,
        alter column traits_at drop default,
        add constraint identities_value_unique unique (tenant_id, kind, value);
      alter table profile_merges drop column sealed_reason;
    `);
    await emptyViewerStore(runner);
  }
}

async function sealIdentities(runner: QueryRunner): Promise<void> {
  const select = 'select tenant_id, id, kind, value, traits, traits_at from identities';
  await carry(runner, select, plainIdentity, (rows) => {
    const ring = keyRing();
    return runner.query(
      `update identities i set hash = n.hash, sealed_value = n.value, sealed_traits = n.traits
       from unnest($1::uuid[], $2::uuid[], $3::bytea[], $4::text[], $5::text[]) as n (tenant_id, id, hash, value, traits)
       where i.tenant_id = n.tenant_id and i.id = n.id`,
      [
        rows.map(({ tenant_id }) => tenant_id),
        rows.map(({ id }) => id),
        rows.map(({ tenant_id, kind, value }) => ring.hash(`${tenant_id}\n${kind}\n${value}`)),
        rows.map(({ tenant_id, value }) => ring.seal(valuePlace, tenant_id, value)),
        rows.map(({ tenant_id, traits, traits_at: traitsAt }) =>
          Object.keys(traits).length === 0
            ? null
            : ring.seal(traitsPlace, tenant_id, JSON.stringify({ traits, traitsAt })),
        ),
      ],
    );
  });
}

async function openIdentities(runner: QueryRunner): Promise<void> {
  const select = 'select tenant_id, id, sealed_value, sealed_traits from identities';
  await carry(runner, select, sealedIdentity, (rows) => {
    const ring = keyRing();
    return runner.query(
      `update identities i set value = n.value, traits = n.told -> 'traits', traits_at = n.told -> 'traitsAt'
       from unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[]) as n (tenant_id, id, value, told)
       where i.tenant_id = n.tenant_id and i.id = n.id`,
      [
        rows.map(({ tenant_id }) => tenant_id),
        rows.map(({ id }) => id),
        rows.map(({ tenant_id, sealed_value }) => ring.open(valuePlace, tenant_id, sealed_value)),
        rows.map(({ tenant_id, sealed_traits }) =>
          sealed_traits === null
            ? '{"traits": {}, "traitsAt": {}}'
            : ring.open(traitsPlace, tenant_id, sealed_traits),
        ),
      ],
    );
  });
}

function sealReasons(runner: QueryRunner): Promise<void> {
  const select = 'select tenant_id, id, reason from profile_merges where reason is not null';
  const seal = ({ tenant_id, reason }: ReasonRow) => keyRing().seal(reasonPlace, tenant_id, reason);
  return carry(runner, select, reasonRow, (rows) => writeReasons(runner, 'sealed_reason', rows, seal));
}

function openReasons(runner: QueryRunner): Promise<void> {
  const select = 'select tenant_id, id, sealed_reason as reason from profile_merges where sealed_reason is not null'; // prettier-ignore
  const open = ({ tenant_id, reason }: ReasonRow) => keyRing().open(reasonPlace, tenant_id, reason);
  return carry(runner, select, reasonRow, (rows) => writeReasons(runner, 'reason', rows, open));
}

function writeReasons(
  runner: QueryRunner,
  column: string,
  rows: readonly ReasonRow[],
  change: (row: ReasonRow) => string,
): Promise<unknown> {
  return runner.query(
    `update profile_merges m set ${column} = n.reason
     from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (tenant_id, id, reason)
     where m.tenant_id = n.tenant_id and m.id = n.id`,
    [rows.map(({ tenant_id }) => tenant_id), rows.map(({ id }) => id), rows.map(change)],
  );
}

async function emptyViewerStore(runner: QueryRunner): Promise<void> {
  await runner.query(`
    truncate viewer_aliases, viewer_states;
    update profile_evaluations set unpublished = true, evaluated_at = to_timestamp(0);
  `);
}
