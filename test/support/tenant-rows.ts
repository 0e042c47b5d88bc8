import type { DataSource } from 'typeorm';
import { z } from 'zod';

const tablesSchema = z.array(z.object({ name: z.string(), columns: z.array(z.string()) }));

/** Columns whose values would give a row away: ids, and what people wrote. */
const tellingColumns = ['id', 'name', 'headline', 'stock_number', 'vin', 'value', 'email', 'message_id'];
const lettersAtLeast = 6;

/** Every table with a tenant, found in the database itself: a new one is never forgotten. */
async function tenantTables(dataSource: DataSource) {
  return tablesSchema.parse(
    await dataSource.query(
      `select c.relname as name, array_agg(a.attname::text) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
       group by c.relname having bool_or(a.attname = 'tenant_id') order by c.relname`,
    ),
  );
}

/** One digest a table, of all rows of a tenant: equal before and after means nothing was touched. */
export async function digestOf(dataSource: DataSource, tenantId: string): Promise<Record<string, unknown>> {
  const digests = (await tenantTables(dataSource)).map(
    ({ name }) =>
      `select '${name}' as name, count(*)::int as rows, md5(string_agg(t::text, '|' order by t::text)) as digest from ${name} t where tenant_id = $1`,
  );
  const found: { name: string }[] = await dataSource.query(digests.join(' union all '), [tenantId]);
  return Object.fromEntries(found.map((digest) => [digest.name, digest]));
}

/** Texts that stand in one tenant's rows only, and would betray them in an answer to another. */
export async function tellingTexts(dataSource: DataSource, tenantId: string): Promise<string[]> {
  const texts = new Set<string>();
  for (const { name, columns } of await tenantTables(dataSource))
    for (const column of columns.filter((each) => tellingColumns.includes(each))) {
      const rows = z.array(z.object({ text: z.string().nullable() }));
      const found: unknown = await dataSource.query(`select distinct ${column}::text as text from ${name} where tenant_id = $1`, [tenantId]); // prettier-ignore
      for (const { text } of rows.parse(found)) if (text && text.length >= lettersAtLeast) texts.add(text);
    }
  return [...texts];
}

/** Tables in which a tenant's rows name any of these texts. */
export async function rowsNaming(
  dataSource: DataSource,
  tenantId: string,
  texts: readonly string[],
): Promise<string[]> {
  if (texts.length === 0) return [];
  const patterns = texts.map((text) => `%${text}%`);
  const looks = (await tenantTables(dataSource)).map(
    ({ name }) =>
      `select '${name}' as name where exists (select 1 from ${name} t where tenant_id = $1 and t::text like any ($2))`,
  );
  const naming: { name: string }[] = await dataSource.query(looks.join(' union all '), [tenantId, patterns]);
  return naming.map(({ name }) => name);
}
