import { randomUUID } from 'node:crypto';
import { Client as PgClient, type Pool } from 'pg';

/** PostgreSQL's own news, the floor of what is told between processes: an insert with a notification, heard on another connection. */
export async function bareNews(pool: Pool, databaseUrl: string) {
  await pool.query('create table floor_news (id uuid primary key, at timestamptz not null)');
  const listener = new PgClient({ connectionString: databaseUrl });
  await listener.connect();
  const waiting = new Map<string, () => void>();
  listener.on('notification', ({ payload }) => waiting.get(payload ?? '')?.());
  await listener.query('listen floor_news');
  return {
    async once(): Promise<number> {
      const id = randomUUID();
      const began = performance.now();
      const heard = new Promise<void>((resolve) => waiting.set(id, resolve));
      await pool.query(
        `with news as (insert into floor_news values ($1::text::uuid, now())) select pg_notify('floor_news', $1)`,
        [id],
      );
      await heard;
      waiting.delete(id);
      return performance.now() - began;
    },
    close: () => listener.end(),
  };
}
