import { performance } from 'node:perf_hooks';
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { Desk } from './model-desk.js';
import { modelTaskSchema, type ModelAnswer, type ModelFile, type ModelTask } from './model-task.js';
import { byPost, onDesk, threadMemorySchema } from './thread-memory.js';

/**
 * So long a thread looks for the next request before it sleeps. To wake a sleeper costs whoever asks more than to run a small model; where
 * requests come one upon the other nobody has to.
 */
const watchfulMs = 0.1;

/**
 * The life of a thread that runs models: takes what lies on its desks, in turn, and lays the answers there. While there is nothing to do it
 * sleeps, events and all; it has no other business. Returns when it is told to leave, and then the thread ends.
 *
 * @param work answers one task; what it throws ends the thread
 */
export async function serveModels(work: (task: ModelTask) => ModelAnswer | Promise<ModelAnswer>): Promise<void> {
  if (!parentPort) throw new Error('serveModels runs in a thread of its own');
  const memory = threadMemorySchema.parse(workerData);
  const bell = new Int32Array(memory.bell);
  const desks = memory.desks.map((each) => Desk.at(each));
  const files: ModelFile[] = [];
  for (let served = 0; ; served++) {
    const seen = served | 0;
    const until = performance.now() + watchfulMs;
    while (Atomics.load(bell, 0) === seen && performance.now() < until);
    // Goes on at once where more was asked than served.
    Atomics.wait(bell, 0, seen);
    if (Atomics.load(bell, 1) === 1) return;
    const desk = desks[served % desks.length];
    if (!desk) throw new Error(`there is no desk for request ${served}`);
    const answer = await work(taskOn(desk, files, parentPort));
    const isOnDesk = answer.kind === 'ran' && desk.put(onDesk, answer.outputs);
    parentPort.postMessage(isOnDesk ? onDesk : answer);
  }
} // prettier-ignore

/** What lies on a desk; a file's first request comes as a message and brings it along. */
function taskOn(desk: Desk, files: ModelFile[], post: MessagePort): ModelTask {
  if (desk.about === byPost) {
    const task = modelTaskSchema.parse(receiveMessageOnPort(post)?.message);
    if (!files.some(({ path }) => path === task.file.path)) files.push(task.file);
    return task;
  }
  const file = files[desk.about];
  if (!file) throw new Error(`there is no model ${desk.about}`);
  return { kind: 'run', file, inputs: desk.take() };
}
