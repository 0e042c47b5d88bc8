import { PostgresConnection, PostgresQueueBackend, type BackendFactory, type PostgresConnectionOptions } from 'bullmq'; // prettier-ignore
import type { Pool } from 'pg';

/**
 * What BullMQ's workers of one process share. PostgreSQL tells every connection that listens of every job, whichever queue it is
 * in: were each worker to listen by itself, each job would wake this process once for each of its queues.
 */
export class SharedListener extends PostgresConnection {
  constructor(pool: Pool) {
    super(pool);
    // Each worker hears of errors here, and there are more than Node takes for a leak.
    this.setMaxListeners(0);
  }

  /** A worker that ends leaves it to the others: it is closed by `end`. */
  override close(): Promise<void> {
    return Promise.resolve();
  }

  override disconnect(): Promise<void> {
    return Promise.resolve();
  }

  /** To be called after the last worker has ended, and before its pool does. */
  end(): Promise<void> {
    return super.close();
  }
}

/** Workers on PostgreSQL that share one listener. @param listener asked for it whenever a worker starts */
export function listeningBy(
  listener: () => SharedListener,
): BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> {
  return (name, options) => new PostgresQueueBackend(listener(), name, options);
}
