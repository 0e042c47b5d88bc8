import { fileURLToPath } from 'node:url';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import { Config } from '../../platform/config.js';
import type { Answer, Ask } from './resident-messages.js';
import { ShardHost } from './shard-host.js';

/** Asks of one thread that may be under way at once: reading a shard must not hold up the others. */
const atOnce = 1_024;

/** Where some shards live. */
interface Thread {
  run(ask: Ask): Promise<Answer>;
  destroy(): Promise<void>;
}

/** The threads that hold shards. Each shard lives in one of them, always the same. */
@Injectable()
export class ResidentThreads implements OnApplicationShutdown {
  private started: readonly Thread[] | undefined;

  constructor(private readonly config: Config) {}

  /** Which of the threads a shard lives in. */
  numberOf(shard: number): number {
    return shard % Math.max(1, this.config.segmentThreads);
  }

  /** @throws when the thread died, or what it was asked failed */
  async ask<K extends Answer['kind']>(ask: Ask, wanted: K): Promise<Extract<Answer, { kind: K }>> {
    this.started ??= this.start();
    const thread = this.started[this.numberOf(ask.shard)];
    if (!thread) throw new Error('There is no thread to hold shards.');
    const answer = await thread.run(ask);
    if (isOf(answer, wanted)) return answer;
    throw new Error(`Shard ${ask.shard} was asked for "${ask.kind}" and is ${answer.kind}.`);
  }

  /** Last of all: whoever has a shard lets go of it first. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all((this.started ?? []).map((thread) => thread.destroy()));
  }

  /** Only when there is something to hold: a process that answers requests has none. */
  private start(): Thread[] {
    const { segmentThreads, databaseUrl } = this.config;
    if (segmentThreads === 0) return [new ShardHost(databaseUrl)];
    return Array.from({ length: segmentThreads }, () => {
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
}

function isOf<K extends Answer['kind']>(answer: Answer, kind: K): answer is Extract<Answer, { kind: K }> {
  return answer.kind === kind;
}

/** The built thread; tests, which run the sources, use the build beside them. */
const threadProgram = fileURLToPath(new URL('./resident-thread.js', import.meta.url)).replace(
  /[\\/]src[\\/]modules[\\/]segments[\\/]resident[\\/]resident-thread\.js$/,
  (path) => (import.meta.url.endsWith('.ts') ? `/dist${path}` : path),
);
