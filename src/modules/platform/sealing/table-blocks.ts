import type { DataSource } from 'typeorm';

/** Blocks of a table looked at in one transaction: readers of the log wait for each, so it must be short. */
const blocksAtOnce = 64;

/** Some blocks of a table, as bounds of `ctid`: from the first up to, not including, the second. */
export interface BlockRange {
  readonly bounds: readonly [string, string];
  /** How much of the table lies before it, 0 to 1. */
  readonly share: number;
}

/** Names of the tables that hold the rows of this one: itself, or the last of its partitions where it is divided, however often. */
export async function partsOf(dataSource: DataSource, table: string): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query(
    `select oid::regclass::text as name from pg_class where oid = $1::regclass and relkind = 'r'
     union select relid::text from pg_partition_tree($1::regclass) where isleaf order by 1`,
    [table],
  );
  return rows.map(({ name }) => name);
}

/** A table as it is now, in ranges to be worked on one by one. */
export async function blockRangesOf(dataSource: DataSource, table: string): Promise<BlockRange[]> {
  const [row]: { blocks: string }[] = await dataSource.query(
    `select pg_relation_size($1::regclass) / current_setting('block_size')::bigint as blocks`,
    [table],
  );
  const blocks = Number(row?.blocks ?? 0);
  return Array.from({ length: Math.ceil(blocks / blocksAtOnce) }, (_, at) => {
    const from = at * blocksAtOnce;
    return { bounds: [`(${from},0)`, `(${from + blocksAtOnce},0)`], share: from / blocks };
  });
}
