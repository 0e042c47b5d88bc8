import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Tensors } from '../../models/prediction/model-manifest.js';
import { ModelFailure } from './model-failure.js';
import type { ModelAnswer, ModelFile, ModelTask } from './model-task.js';
import { Slots } from './slots.js';

/** Tasks handed to a thread at once: the next lies ready when one ends, so the thread never waits for the loop. */
const tasksPerThread = 2;

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
  private readonly piscina: Piscina<ModelTask, ModelAnswer>;
  private readonly slots: Slots;

  constructor(private readonly options: PoolOptions) {
    this.slots = new Slots(options.threads * tasksPerThread, options.patienceMs, options.longestQueue);
    this.piscina = new Piscina<ModelTask, ModelAnswer>({
      filename: options.program ?? threadProgram,
      minThreads: options.threads,
      maxThreads: options.threads,
      concurrentTasksPerWorker: tasksPerThread,
      recordTiming: false,
    });
    // An idle thread that dies is replaced by the pool; there is no request to fail and nobody to tell but the listener.
    this.piscina.on('error', () => undefined);
  }

  /**
   * Computes one batch. The inputs' buffers are handed over, not copied: the caller must not use them again.
   * @throws ModelFailure busy, timeout, died, failed
   */
  async run(file: ModelFile, inputs: Tensors, runMs = this.options.runMs): Promise<Tensors> {
    const buffers = new Set(Object.values(inputs).map(({ data }) => data.buffer));
    const answer = await this.ask({ kind: 'run', file, inputs }, [...buffers], runMs);
    if (answer.kind === 'ran') return answer.outputs;
    throw new ModelFailure('failed', 'the model answered something else than it was asked');
  }

  /**
   * What the file itself says it takes and gives.
   * @throws ModelFailure as `run`
   */
  async describe(file: ModelFile): Promise<Extract<ModelAnswer, { kind: 'described' }>> {
    const answer = await this.ask({ kind: 'describe', file }, [], this.options.runMs);
    if (answer.kind === 'described') return answer;
    throw new ModelFailure('failed', 'the model answered something else than it was asked');
  }

  /** Ends the threads once the requests in hand are answered, or after ten seconds. */
  async close(): Promise<void> {
    await this.slots.idle(10_000);
    await this.piscina.destroy();
  }

  private async ask(task: ModelTask, handedOver: ArrayBufferLike[], runMs: number): Promise<ModelAnswer> {
    await this.slots.take();
    const hung = new AbortController();
    const timer = setTimeout(() => hung.abort(), runMs);
    try {
      const answer = await this.piscina.run(task, {
        signal: hung.signal,
        transferList: transferable(handedOver),
      });
      if (answer.kind === 'fault') throw new ModelFailure('failed', answer.message);
      return answer;
    } catch (fault) {
      if (fault instanceof ModelFailure) throw fault;
      if (hung.signal.aborted)
        throw new ModelFailure('timeout', `the model did not answer within ${runMs} ms`);
      throw new ModelFailure('died', 'the thread that ran the model ended');
    } finally {
      clearTimeout(timer);
      this.slots.give();
    }
  }
}

function transferable(buffers: ArrayBufferLike[]): ArrayBuffer[] {
  return buffers.filter((buffer) => buffer instanceof ArrayBuffer);
}

/** The built worker; tests, which run the sources, use the build beside them. */
const threadProgram = fileURLToPath(new URL('./model-worker.js', import.meta.url)).replace(
  /[\\/]src[\\/]modules[\\/]inference[\\/]model-worker\.js$/,
  (path) => (import.meta.url.endsWith('.ts') ? `/dist${path}` : path),
);
