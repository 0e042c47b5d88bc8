import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import { Desk } from './model-desk.js';
import { modelTaskSchema, type ModelAnswer, type ModelFile, type ModelTask } from './model-task.js';
import { byPost, onDesk, threadMemorySchema } from './thread-memory.js';

/**
 * The life of a thread that runs models: takes what lies on its desks, in turn, and lays the answers there. While there is nothing to do it
 * sleeps, events and all; it has no other business. Never returns.
 *
 * @param work answers one task; what it throws ends the thread
 */
export async function serveModels(work: (task: ModelTask) => ModelAnswer | Promise<ModelAnswer>): Promise<never> {
  if (!parentPort) throw new Error('serveModels runs in a thread of its own');
  const memory = threadMemorySchema.parse(workerData);
  const asked = new Int32Array(memory.asked);
  const desks = memory.desks.map((each) => Desk.at(each));
  const files: ModelFile[] = [];
  for (let served = 0; ; served++) {
    // At once where more was asked than served.
    Atomics.wait(asked, 0, served | 0);
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
