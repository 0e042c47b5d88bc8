import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Answer, Ask } from './resident-messages.js';

/** Asks of one thread that may be under way at once: reading a shard must not hold up the others. */
const atOnce = 1_024;

/** The threads that hold shards. Each shard lives in one of them, always the same. */
export class ResidentThreads {
  private readonly threads: readonly Piscina<Ask, Answer>[];

  constructor(count: number, databaseUrl: string) {
    this.threads = Array.from({ length: count }, () => {
      const thread = new Piscina<Ask, Answer>({
        filename: threadProgram,
        workerData: { databaseUrl },
        minThreads: 1,
        maxThreads: 1,
        concurrentTasksPerWorker: atOnce,
        // A thread that waits for its next task by standing still would not hear from PostgreSQL.
        atomics: 'disabled',
        recordTiming: false,
      });
      // What a dead thread was asked fails; what it held is found absent, and read again.
      thread.on('error', () => undefined);
      return thread;
    });
  }

  /** @throws when the thread died, or what it was asked failed */
  async ask<K extends Answer['kind']>(ask: Ask, wanted: K): Promise<Extract<Answer, { kind: K }>> {
    const thread = this.threads[ask.shard % this.threads.length];
    if (!thread) throw new Error('There is no thread to hold shards.');
    const answer = await thread.run(ask);
    if (isOf(answer, wanted)) return answer;
    throw new Error(`Shard ${ask.shard} was asked for "${ask.kind}" and is ${answer.kind}.`);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.destroy()));
  }
}

function isOf<K extends Answer['kind']>(answer: Answer, kind: K): answer is Extract<Answer, { kind: K }> {
  return answer.kind === kind;
}

/** The built thread; tests, which run the sources, use the build beside them. */
const threadProgram = fileURLToPath(new URL('./resident-thread.js', import.meta.url)).replace(
  /[\\/]src[\\/]modules[\\/]segments[\\/]resident[\\/]resident-thread\.js$/,
  (path) => (import.meta.url.endsWith('.ts') ? `/dist${path}` : path),
);
