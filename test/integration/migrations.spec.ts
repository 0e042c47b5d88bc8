import { sealedColumns } from '../../src/models/sealed-columns.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('leave nothing between the schema and the entities', async () => {
    const pending = await database.dataSource.driver.createSchemaBuilder().log();
    expect(pending.upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('list every sealed column, so that keys:rotate forgets none', async () => {
    const columns: { table: string; column: string }[] = await database.dataSource.query(
      `select relname as table, attname as column from pg_attribute a join pg_class c on c.oid = a.attrelid
       where attname like 'sealed%' and relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`,
    );
    const names = (all: readonly { table: string; column: string }[]) =>
      all.map(({ table, column }) => `${table}.${column}`).sort();
    expect(names(Object.values(sealedColumns))).toEqual(names(columns));
  });

  it('run down to nothing and up again', async () => {
    const { dataSource } = database;
    const count = dataSource.migrations.length;
    for (let step = 0; step < count; step++) await dataSource.undoLastMigration();
    const tables: { name: string }[] = await dataSource.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_name <> 'migrations'`,
    );
    expect(tables).toEqual([]);
    expect(await dataSource.runMigrations()).toHaveLength(count);
  });
});
