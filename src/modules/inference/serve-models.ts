import { performance } from 'node:perf_hooks';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { KnownModel } from './known-model.js';
import { Desk } from './model-desk.js';
import { modelTaskSchema, type ModelAnswer, type ModelTask } from './model-task.js';
import { Slate } from './paper.js';
import { bellWords, byPost, onDesk, threadMemorySchema } from './thread-memory.js';

/**
 * So long a thread looks for the next request before it sleeps. To wake a sleeper costs whoever asks more than to run a small model; where
 * requests come one upon the other nobody has to.
 */
const watchfulMs = 0.1;

/** A request, and the model it is for. */
interface Asked {
  readonly task: ModelTask;
  readonly model: KnownModel;
}

/**
 * The life of a thread that runs models: takes what lies on its desks, in turn, and lays the answers there. While there is nothing to do it
 * sleeps, events and all; it has no other business. Returns when it is told to leave, and then the thread ends.
 *
 * @param work answers one task, whose inputs last as long as that takes; what it throws ends the thread
 */
export async function serveModels(work: (task: ModelTask) => ModelAnswer | Promise<ModelAnswer>): Promise<void> {
  if (!parentPort) throw new Error('serveModels runs in a thread of its own');
  const memory = threadMemorySchema.parse(workerData);
  const bell = new Int32Array(memory.bell);
  const desks = memory.desks.map((each) => Desk.at(each));
  const requests = new Requests(parentPort);
  for (let served = 0; ; served++) {
    waitForMore(bell, served | 0);
    if (Atomics.load(bell, bellWords.leave) === 1) return;
    const desk = desks[served % desks.length];
    if (!desk) throw new Error(`there is no desk for request ${served}`);
    const { task, model } = requests.on(desk);
    const answer = await work(task);
    const isOnDesk = answer.kind === 'ran' && model.outputs !== null && desk.put(onDesk, model.outputs, answer.outputs);
    if (!isOnDesk) desk.note(byPost);
    if (answer.kind === 'ran') model.noteOutputs(answer.outputs);
    Atomics.store(bell, bellWords.answered, (served + 1) | 0);
    if (!isOnDesk) parentPort.postMessage(answer);
    else if (Atomics.exchange(bell, bellWords.listening, 0) === 1) parentPort.postMessage(onDesk);
  }
} // prettier-ignore

/** Goes on at once where more was asked than served. */
function waitForMore(bell: Int32Array, served: number): void {
  const until = performance.now() + watchfulMs;
  while (Atomics.load(bell, bellWords.asked) === served && performance.now() < until);
  // It may be woken by a request it has answered already: who asks counts up first and wakes then.
  while (Atomics.load(bell, bellWords.asked) === served) Atomics.wait(bell, bellWords.asked, served);
}

/** Reads requests; a model's first comes as a message and brings along what it is. */
class Requests {
  private readonly models: KnownModel[] = [];
  private readonly slate = new Slate();

  constructor(private readonly post: MessagePort) {}

  on(desk: Desk): Asked {
    if (desk.about === byPost) return this.posted();
    const model = this.models[desk.about];
    if (!model?.inputs) throw new Error(`there is no model ${desk.about}`);
    return { model, task: { kind: 'run', file: model.file, inputs: desk.take(model.inputs, this.slate) } };
  }

  private posted(): Asked {
    const task = modelTaskSchema.parse(receiveMessageOnPort(this.post)?.message);
    let model = this.models.find(({ file }) => file.path === task.file.path);
    if (!model) this.models.push((model = new KnownModel(this.models.length, task.file)));
    if (task.kind === 'run') model.noteInputs(task.inputs);
    return { model, task };
  }
}
