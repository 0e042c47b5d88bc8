import type { INestApplication } from '@nestjs/common';
import { ConfigError, readConfig, type Config } from './config.js';
import { Log } from './log.js';
import { migrate } from './migrate.js';
import { version } from './version.js';

/** Longest a process waits for work in hand before it ends anyway. */
const graceMs = 25_000;

/**
 * Runs a process until it is told to end. The database is migrated before anything listens. A failed start is one
 * clear sentence on stderr and exit code 1. SIGTERM, SIGINT or the death of the parent that forked us closes the
 * application: no new work, work in hand finished.
 */
export async function runDoor(
  name: string,
  open: (config: Config) => Promise<INestApplication>,
): Promise<void> {
  let app: INestApplication;
  let config: Config;
  try {
    config = readConfig();
    const migrations = await migrate(config);
    if (migrations.length > 0) new Log(config).log({ migrations }, 'database migrated');
    app = await open(config);
  } catch (fault) {
    process.stderr.write(`${name} could not start: ${sentenceFor(fault)}\n`);
    process.exit(1);
  }
  const log = app.get(Log);
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), graceMs).unref();
    void app.close().then(
      () => process.exit(0),
      (fault: unknown) => {
        log.error({ err: fault }, 'could not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
  process.on('disconnect', close);
  // Last: whoever hears this may tell us to end at once.
  const address = await app.getUrl();
  log.log({ door: name, url: address, version, jobsAndViewersIn: config.jobsAndViewersIn }, 'ready');
  process.send?.({ ready: name, address });
}

/** Why a start failed, for a person. Connection strings never appear: they hold passwords. */
export function sentenceFor(fault: unknown): string {
  if (fault instanceof ConfigError) return fault.message;
  if (!(fault instanceof Error)) return 'for a reason it did not give.';
  const code = 'code' in fault ? String(fault.code) : '';
  if (code === 'EADDRINUSE')
    return `the port is in use (${fault.message}); set PORT or WORKER_PORT to a free one.`;
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `nothing answers at the address in DATABASE_URL (or REDIS_URL): ${code}. Is the server running, and host and port right?`;
  if (code === '28P01' || code === '28000') return 'the user or password in DATABASE_URL is refused.';
  if (code === '3D000') return 'the database named in DATABASE_URL does not exist; create it first.';
  return fault.message;
}
