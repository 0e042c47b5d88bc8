import type { DataSource } from 'typeorm';

/**
 * Does a piece of work while nobody else in the installation does one of that name. The lock is its connection's: whoever
 * dies lets go of it, and nobody takes it from one who is slow. Null when another is at it.
 */
export async function onlyOne<T>(
  dataSource: DataSource,
  name: string,
  work: () => Promise<T>,
): Promise<T | null> {
  const runner = dataSource.createQueryRunner();
  try {
    const [lock]: { taken: boolean }[] = await runner.manager.query('select pg_try_advisory_lock(hashtextextended($1, 0)) as taken', [name]); // prettier-ignore
    if (!lock?.taken) return null;
    try {
      return await work();
    } finally {
      await runner.query('select pg_advisory_unlock(hashtextextended($1, 0))', [name]);
    }
  } finally {
    await runner.release();
  }
}
