import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Tensors } from '../../models/prediction/model-manifest.js';
import { Alarm } from './alarm.js';
import { KnownModel } from './known-model.js';
import { Desk } from './model-desk.js';
import { ModelFailure } from './model-failure.js';
import type { ModelAnswer, ModelFile, ModelTask } from './model-task.js';
import { newPaper } from './paper.js';
import { bellWords, byPost, newBell, onDesk, type ThreadMemory } from './thread-memory.js';

/** What is asked of a thread. Inputs are asked for when they are laid down, and copied at once. */
export type Asking =
  | { readonly kind: 'describe'; readonly file: ModelFile }
  | { readonly kind: 'run'; readonly file: ModelFile; readonly write: () => Tensors };

/** Somebody who waits for an answer. */
interface Waiter {
  readonly desk: Desk;
  readonly model: KnownModel;
  /** By the clock of `performance`. */
  readonly lateAt: number;
  readonly runMs: number;
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
  private readonly bell = newBell();
  private readonly desks: readonly Desk[];
  private readonly waiting: Waiter[] = [];
  /** Models it was sent, by path. */
  private readonly models = new Map<string, KnownModel>();
  private readonly alarm = new Alarm(() => this.checkLate());
  private readonly ended: Promise<void>;
  private asked = 0;
  private answered = 0;
  private willLook = false;

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
    this.worker.on('message', (answer: typeof onDesk | ModelAnswer) => this.told(answer));
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
   * Lays a request down. Only where fewer are held than there are desks.
   * @throws ModelFailure timeout after `runMs`, and then it has ended; died
   */
  ask(asking: Asking, runMs: number): Promise<ModelAnswer> {
    const desk = this.desks[this.asked % this.desks.length];
    if (!desk || !this.isAtWork) throw died();
    const model = this.lay(desk, asking);
    this.ring();
    this.lookSoon();
    const lateAt = performance.now() + runMs;
    this.alarm.at(lateAt);
    return new Promise((resolve, reject) =>
      this.waiting.push({ desk, model, lateAt, runMs, resolve, reject }),
    );
  }

  /** Lets it go, whatever it holds: no process waits for it any more. */
  dismiss(): void {
    if (!this.isAtWork) return;
    Atomics.store(this.bell, bellWords.leave, 1);
    this.ring();
    this.worker.unref();
    this.over();
  }

  private ring(): void {
    this.asked += 1;
    Atomics.store(this.bell, bellWords.asked, this.asked | 0);
    Atomics.notify(this.bell, bellWords.asked);
  }

  private lay(desk: Desk, asking: Asking): KnownModel {
    const { file } = asking;
    const model = this.models.get(file.path) ?? new KnownModel(this.models.size, file);
    const inputs = asking.kind === 'run' ? asking.write() : null;
    if (inputs && model.inputs && desk.put(model.number, model.inputs, inputs)) return model;
    desk.note(byPost);
    const task: ModelTask = inputs ? { kind: 'run', file, inputs } : { kind: 'describe', file };
    this.worker.postMessage(task);
    if (inputs) model.noteInputs(inputs);
    this.models.set(file.path, model);
    return model;
  }

  /** Has answers looked for once the event loop has done what it is about: while it is busy nobody has to send it a message. */
  private lookSoon(): void {
    if (this.willLook) return;
    this.willLook = true;
    Atomics.store(this.bell, bellWords.listening, 0);
    setImmediate(() => this.look());
  }

  /** Takes what was answered. Where nothing was, whoever answers next has to tell. */
  private look(): void {
    this.willLook = false;
    if (this.waiting.length === 0) return;
    if (this.takeAnswers() === 0) {
      Atomics.store(this.bell, bellWords.listening, 1);
      // It may have been answered in between, by one who saw that nobody listens.
      if (this.takeAnswers() === 0) return;
    }
    this.lookSoon();
  }

  /** How many were taken: those that lie on desks, up to one that comes as a message. */
  private takeAnswers(): number {
    const answered = Atomics.load(this.bell, bellWords.answered);
    const before = this.answered;
    while ((this.answered | 0) !== answered) {
      const [next] = this.waiting;
      if (!next?.model.outputs || next.desk.about === byPost) break;
      this.answer({ kind: 'ran', outputs: next.desk.take(next.model.outputs, newPaper) });
    }
    return this.answered - before;
  }

  private told(message: typeof onDesk | ModelAnswer): void {
    this.takeAnswers();
    if (message !== onDesk) {
      if (message.kind === 'ran') this.waiting[0]?.model.noteOutputs(message.outputs);
      this.answer(message);
    }
    this.lookSoon();
  }

  private answer(answer: ModelAnswer): void {
    this.answered += 1;
    this.waiting.shift()?.resolve(answer);
  }

  private checkLate(): void {
    const now = performance.now();
    const late = this.waiting.find(({ lateAt }) => lateAt <= now);
    if (late) {
      this.waiting.splice(this.waiting.indexOf(late), 1);
      late.reject(new ModelFailure('timeout', `the model did not answer within ${late.runMs} ms`));
      this.dismiss();
    } else for (const { lateAt } of this.waiting) this.alarm.at(lateAt);
  }

  private over(): void {
    if (!this.isAtWork) return;
    this.isAtWork = false;
    this.alarm.stop();
    for (const { reject } of this.waiting.splice(0)) reject(died());
    this.whenOver(this.answered > 0);
  }
}

function died(): ModelFailure {
  return new ModelFailure('died', 'the thread that ran the model ended');
}
