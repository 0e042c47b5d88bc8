import type { DataSource } from 'typeorm';

/** Every row of every table, as JSON text under `<table>`: what whoever has only the database has. */
export async function everyRow(dataSource: DataSource): Promise<{ table: string; row: string }[]> {
  const tables: { name: string }[] = await dataSource.query(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  const rows: { table: string; row: string }[] = [];
  for (const { name } of tables) {
    const found: { row: string }[] = await dataSource.query(
      `select to_jsonb(t)::text as row from only ${name} t`,
    );
    rows.push(...found.map(({ row }) => ({ table: name, row })));
  }
  return rows;
}
