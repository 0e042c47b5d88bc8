import { fileURLToPath } from 'node:url';
import type { Tensors } from '../../models/prediction/model-manifest.js';
import { ModelFailure } from './model-failure.js';
import type { ModelAnswer, ModelFile } from './model-task.js';
import { ModelThread, type Asking } from './model-thread.js';
import { Slots } from './slots.js';

/** Tasks handed to a thread at once: the next lies ready when one ends, so the thread never waits for the loop. */
const tasksPerThread = 2;

/** So long is waited for threads to leave: each is done with what it had in hand. */
const leavingMs = 2_000;

/** How many threads, and how long anyone waits for what. */
export interface PoolOptions {
  readonly threads: number;
  /** Longest a request waits for a thread. */
  readonly patienceMs: number;
  /** Longest a thread may compute before it counts as hung and is replaced. */
  readonly runMs: number;
  /** Most requests that wait; more are refused at once. */
  readonly longestQueue: number;
  /** The thread's program; only tests name another. */
  readonly program?: string;
}

/**
 * Threads that run models, so that the event loop never does. A hung or dead thread fails the requests it held with a
 * `ModelFailure` and is replaced; waiting for a thread and running on one are timed apart, so load kills no thread.
 */
export class ModelPool {
  private readonly threads: ModelThread[] = [];
  private readonly slots: Slots;
  private isOpen = true;

  constructor(private readonly options: PoolOptions) {
    this.slots = new Slots(options.threads * tasksPerThread, options.patienceMs, options.longestQueue);
    for (let place = 0; place < options.threads; place++) this.open(place);
  }

  /**
   * Computes one batch. Its inputs are asked for once a thread has room for them, and copied at once.
   * @throws ModelFailure busy, timeout, died, failed
   */
  async run(file: ModelFile, write: () => Tensors, runMs = this.options.runMs): Promise<Tensors> {
    const answer = await this.ask({ kind: 'run', file, write }, runMs);
    if (answer.kind === 'ran') return answer.outputs;
    throw new ModelFailure('failed', 'the model answered something else than it was asked');
  }

  /**
   * What the file itself says it takes and gives.
   * @throws ModelFailure as `run`
   */
  async describe(file: ModelFile): Promise<Extract<ModelAnswer, { kind: 'described' }>> {
    const answer = await this.ask({ kind: 'describe', file }, this.options.runMs);
    if (answer.kind === 'described') return answer;
    throw new ModelFailure('failed', 'the model answered something else than it was asked');
  }

  /** Ends the threads once the requests in hand are answered, or after ten seconds. */
  async close(): Promise<void> {
    await this.slots.idle(10_000);
    this.isOpen = false;
    for (const thread of this.threads) thread.dismiss();
    await Promise.all(this.threads.map((thread) => thread.gone(leavingMs)));
  }

  private async ask(task: Asking, runMs: number): Promise<ModelAnswer> {
    const wait = this.slots.take();
    if (wait) await wait;
    try {
      const answer = await this.leastBusy().ask(task, runMs);
      if (answer.kind === 'fault') throw new ModelFailure('failed', answer.message);
      return answer;
    } finally {
      this.slots.give();
    }
  }

  /** One that has a desk free: there are as many slots as desks. */
  private leastBusy(): ModelThread {
    if (!this.isOpen) throw new ModelFailure('died', 'the threads that ran the model were closed');
    const threads = this.threads.map((thread, place) => (thread.isAtWork ? thread : this.open(place)));
    return threads.reduce((least, thread) => (thread.held < least.held ? thread : least));
  }

  /** One that dies before it ever answered is replaced when it is needed, so that a program that cannot start is not started over and over. */
  private open(place: number): ModelThread {
    const replace = (hasAnswered: boolean) => {
      if (this.isOpen && hasAnswered) this.open(place);
    };
    const thread = new ModelThread(this.options.program ?? threadProgram, tasksPerThread, replace);
    this.threads[place] = thread;
    return thread;
  }
}

/** The built worker; tests, which run the sources, use the build beside them. */
const threadProgram = fileURLToPath(new URL('./model-worker.js', import.meta.url)).replace(
  /[\\/]src[\\/]modules[\\/]inference[\\/]model-worker\.js$/,
  (path) => (import.meta.url.endsWith('.ts') ? `/dist${path}` : path),
);
