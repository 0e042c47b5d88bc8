import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { Desk } from './model-desk.js';
import { bellWords, byPost, newBell, type ThreadMemory } from './thread-memory.js';

// Who asks counts up first and wakes then: a thread that saw the count and was done before that is woken by it in its next sleep.
it('is woken by what it has answered already, and sleeps on', async () => {
  const bell = newBell();
  const desk = Desk.open();
  const memory: ThreadMemory = { bell: bell.buffer, desks: [desk.memory] };
  const thread = new Worker(resolve('test/support/faulty-thread.mjs'), { workerData: memory });
  const faults: unknown[] = [];
  thread.on('error', (fault) => faults.push(fault));
  const gone = once(thread, 'exit');
  try {
    // The second wake finds it asleep only if it went back to sleep after the first.
    for (let wakes = 0; wakes < 2 && faults.length === 0;)
      if (Atomics.notify(bell, bellWords.asked) === 1) wakes++;
      else await sleep(5);
    expect(faults).toEqual([]);
    desk.note(byPost);
    const inputs = { x: { dims: [1], data: Float32Array.of(7) } };
    thread.postMessage({ kind: 'run', file: { path: 'echo', sha256: '' }, inputs });
    Atomics.store(bell, bellWords.asked, 1);
    Atomics.notify(bell, bellWords.asked);
    expect(await once(thread, 'message')).toEqual([{ kind: 'ran', outputs: inputs }]);
    expect(Atomics.load(bell, bellWords.answered)).toBe(1);
  } finally {
    Atomics.store(bell, bellWords.leave, 1);
    Atomics.store(bell, bellWords.asked, 2);
    Atomics.notify(bell, bellWords.asked);
    await gone;
  }
});
