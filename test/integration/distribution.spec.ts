import { readFileSync } from 'node:fs';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

/** Tables of ours: parts of a table are as it is. */
const ours = `c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname <> 'migrations'`;
/** The number of a table's `tenant_id`; null where it has none. */
const tenantOf = (table: string) =>
  `(select a.attnum from pg_attribute a where a.attrelid = ${table} and a.attname = 'tenant_id' and not a.attisdropped)`;

/** Tables that are nobody's: each node would have all of them. */
const tenantless = `select c.relname as line from pg_class c where ${ours} and ${tenantOf('c.oid')} is null`;

/** An index that is unique, or a constraint, cannot be kept by nodes that each know some tenants. */
const alone = `
  select c.relname || ': ' || i.relname || ' (' || (select string_agg(a.attname, ', ' order by k.place)
    from unnest(x.indkey::int2[]) with ordinality k (number, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
    where k.place <= x.indnkeyatts) || ')' as line
  from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
  where ${ours} and (x.indisunique or x.indisexclusion)
    and ${tenantOf('c.oid')} is not null and not ${tenantOf('c.oid')} = any ((x.indkey::int2[])[0:x.indnkeyatts - 1])`;

/** A reference from one tenant's row to a row that may be on another node, or one that would take its tenant from a row. */
const across = `
  select c.relname || ': ' || k.conname || ' → ' || t.relname as line
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class t on t.oid = k.confrelid
  where ${ours} and k.contype = 'f' and k.conparentid = 0 and ${tenantOf('t.oid')} is not null and (
    ${tenantOf('c.oid')} is null
    or not exists (select from unnest(k.conkey, k.confkey) pair (own, other)
      where own = ${tenantOf('c.oid')} and other = ${tenantOf('t.oid')})
    or k.confdeltype in ('n', 'd') and ${tenantOf('c.oid')} = any (coalesce(k.confdelsetcols, k.conkey)))`;

/** Triggers of our own would have to be made on each node. */
const triggers = `
  select distinct c.relname || ': ' || g.tgname as line from pg_trigger g join pg_class c on c.oid = g.tgrelid
  where ${ours} and not g.tgisinternal and ${tenantOf('c.oid')} is not null`;

describe('tables distributed by tenant_id', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const lines = async (query: string): Promise<string[]> => {
    const rows: { line: string }[] = await database.dataSource.query(query);
    return rows.map(({ line }) => line).sort();
  };
  const scale = readFileSync('docs/scale.md', 'utf8');
  /** The lines of the list in the guide that bears this name. */
  const listed = (name: string): string[] =>
    (new RegExp('```text ' + name + '\\n([^`]*)```').exec(scale)?.[1] ?? '').trim().split('\n');

  it.each([
    ['tenantless', tenantless],
    ['unique', alone],
    ['references', across],
    ['triggers', triggers],
  ])('have in their way what docs/scale.md lists: %s', async (name, query) => {
    expect(listed(name)).toEqual(await lines(query));
  });

  it('would be noticed if another stood in their way', async () => {
    const { dataSource } = database;
    await dataSource.query(`create table stray (tenant_id uuid, id uuid primary key, segment_id uuid references segments (id))`); // prettier-ignore
    expect(await lines(alone)).toContain('stray: stray_pkey (id)');
    expect(await lines(across)).toContain('stray: stray_segment_id_fkey → segments');
    await dataSource.query('drop table stray');
  });
});
