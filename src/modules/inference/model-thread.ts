import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Desk } from './model-desk.js';
import { ModelFailure } from './model-failure.js';
import type { ModelAnswer, ModelTask } from './model-task.js';
import { byPost, onDesk, type ThreadMemory } from './thread-memory.js';

/** Somebody who waits for an answer. */
interface Waiter {
  readonly desk: Desk;
  readonly timer: NodeJS.Timeout;
  readonly resolve: (answer: ModelAnswer) => void;
  readonly reject: (failure: ModelFailure) => void;
}

/**
 * One thread that runs models, as the event loop sees it. Requests lie on desks in shared memory and are answered in the order they came.
 * What does not fit a desk, and the first request of each model, goes as a message. It ends once: then all it held has failed.
 *
 * It is never killed: a thread that is ended within onnxruntime takes the whole process along. One that takes too long is let go; it ends by
 * itself when it comes back, and whatever it says then is not heard.
 */
export class ModelThread {
  /** False once it has ended. */
  isAtWork = true;
  private readonly worker: Worker;
  private readonly bell = new Int32Array(new SharedArrayBuffer(8));
  private readonly desks: readonly Desk[];
  private readonly waiting: Waiter[] = [];
  /** Files it was sent, by path; their places are their numbers on a desk. */
  private readonly files = new Map<string, number>();
  private readonly ended: Promise<void>;
  private turn = 0;
  private hasAnswered = false;

  /**
   * @param desks most requests it holds at once
   * @param whenOver told once when it has ended, with whether it ever answered
   */
  constructor(
    program: string,
    desks: number,
    private readonly whenOver: (hasAnswered: boolean) => void,
  ) {
    this.desks = Array.from({ length: desks }, () => Desk.open());
    const memory: ThreadMemory = { bell: this.bell.buffer, desks: this.desks.map((desk) => desk.memory) };
    this.worker = new Worker(program, { workerData: memory });
    this.worker.on('message', (answer: typeof onDesk | ModelAnswer) => this.answered(answer));
    // Why it died is the model's business; whoever waits is told that it did.
    this.worker.on('error', () => undefined);
    this.ended = new Promise((resolve) => this.worker.on('exit', () => resolve()));
    void this.ended.then(() => this.over());
  }

  /** Resolves when it is gone, or after `atMostMs`. */
  async gone(atMostMs: number): Promise<void> {
    const late = new AbortController();
    await Promise.race([
      this.ended,
      sleep(atMostMs, undefined, { signal: late.signal }).catch(() => undefined),
    ]);
    late.abort();
  }

  /** Requests it holds. */
  get held(): number {
    return this.waiting.length;
  }

  /**
   * Lays a request down; its inputs are copied before this returns. Only where fewer are held than there are desks.
   * @throws ModelFailure timeout after `runMs`, and then it has ended; died
   */
  ask(task: ModelTask, runMs: number): Promise<ModelAnswer> {
    const desk = this.desks[this.turn % this.desks.length];
    if (!desk || !this.isAtWork) throw died();
    this.lay(desk, task);
    this.ring();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new ModelFailure('timeout', `the model did not answer within ${runMs} ms`));
        this.dismiss();
      }, runMs);
      this.waiting.push({ desk, timer, resolve, reject });
    });
  }

  /** Lets it go, whatever it holds: no process waits for it any more. */
  dismiss(): void {
    if (!this.isAtWork) return;
    Atomics.store(this.bell, 1, 1);
    this.ring();
    this.worker.unref();
    this.over();
  }

  private ring(): void {
    this.turn += 1;
    Atomics.store(this.bell, 0, this.turn | 0);
    Atomics.notify(this.bell, 0);
  }

  private lay(desk: Desk, task: ModelTask): void {
    const known = this.files.get(task.file.path);
    if (task.kind === 'run' && known !== undefined && desk.put(known, task.inputs)) return;
    if (known === undefined) this.files.set(task.file.path, this.files.size);
    desk.note(byPost);
    this.worker.postMessage(task);
  }

  private answered(answer: typeof onDesk | ModelAnswer): void {
    this.hasAnswered = true;
    const waiter = this.waiting.shift();
    clearTimeout(waiter?.timer);
    waiter?.resolve(answer === onDesk ? { kind: 'ran', outputs: waiter.desk.take() } : answer);
  }

  private over(): void {
    if (!this.isAtWork) return;
    this.isAtWork = false;
    for (const { timer, reject } of this.waiting.splice(0)) {
      clearTimeout(timer);
      reject(died());
    }
    this.whenOver(this.hasAnswered);
  }
}

function died(): ModelFailure {
  return new ModelFailure('died', 'the thread that ran the model ended');
}
