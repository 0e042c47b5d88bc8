import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ModelPool, type PoolOptions } from './model-pool.js';
import { ModelFailure } from './model-failure.js';

const modelWorker = resolve('dist/src/modules/inference/model-worker.js');
const program = resolve('test/support/faulty-thread.mjs');
const usual: PoolOptions = { threads: 1, patienceMs: 5_000, runMs: 5_000, longestQueue: 100, program };

const run = (pool: ModelPool, path: string, value = 1) =>
  pool.run({ path, sha256: '' }, { x: { dims: [1], data: Float32Array.of(value) } });
const reason = (fault: unknown) => (fault instanceof ModelFailure ? fault.reason : fault);

describe('ModelPool', () => {
  let pool: ModelPool;
  const open = (options: Partial<PoolOptions>) => (pool = new ModelPool({ ...usual, ...options }));
  afterEach(() => pool.close());

  it('answers many requests at once, each with its own answer', async () => {
    open({ threads: 2 });
    const answers = await Promise.all(Array.from({ length: 50 }, (_, value) => run(pool, 'echo', value)));
    expect(answers.map(({ x }) => x?.data[0])).toEqual(Array.from({ length: 50 }, (_, value) => value));
  });

  it('replaces a hung thread', async () => {
    open({ runMs: 3_000 }); // long enough for a new thread to start on a busy machine
    await expect(run(pool, 'hang').catch(reason)).resolves.toBe('timeout');
    await expect(run(pool, 'echo', 7)).resolves.toMatchObject({ x: { dims: [1] } });
  });

  it('lets a thread go that takes too long within onnxruntime, and the process lives on', async () => {
    // Ended there, it would take the process along: nothing after it would be answered, this spec among it.
    open({ program: modelWorker, runMs: 30_000 });
    const path = join('ml-artifacts', 'lead-score', '2026-11-27.1', 'model.onnx');
    const file = { path, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
    const rows = (count: number) => ({
      features: { dims: [count, 19], data: new Float32Array(count * 19) },
    });
    await pool.run(file, rows(1));
    for (let round = 0; round < 3; round += 1) {
      await expect(pool.run(file, rows(50_000), 20).catch(reason)).resolves.toBe('timeout');
      await expect(pool.run(file, rows(2))).resolves.toMatchObject({ probability: { dims: [2] } });
    }
  });

  it('carries what fits no desk as well, each way', async () => {
    open({});
    const large = { x: { dims: [100_000], data: new Float32Array(100_000).fill(3) } };
    const small = { x: { dims: [2], data: Float32Array.of(1, 2) } };
    const file = { path: 'echo', sha256: '' };
    for (const inputs of [small, large, small, large, large, small])
      await expect(pool.run(file, inputs)).resolves.toEqual(inputs);
  });

  it('replaces a thread that dies, again and again', async () => {
    open({});
    for (let round = 0; round < 3; round += 1) {
      await expect(run(pool, 'die').catch(reason)).resolves.toBe('died');
      await expect(run(pool, 'echo')).resolves.toBeDefined();
    }
  });

  it('passes on what the model says', async () => {
    open({});
    await expect(run(pool, 'refuse')).rejects.toThrow('it refused');
  });

  it('refuses at once when the queue is full, and kills no thread for being busy', async () => {
    open({ longestQueue: 1 });
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => run(pool, 'slow').then(() => 'ran', reason)),
    );
    expect(outcomes).toEqual(['ran', 'ran', 'ran', 'busy', 'busy']);
  });

  it('starts no thread once it is closed', async () => {
    open({});
    await run(pool, 'echo');
    await pool.close();
    await expect(run(pool, 'echo').catch(reason)).resolves.toBe('died');
  });

  it('lets no one wait forever', async () => {
    open({ patienceMs: 20 });
    const outcomes = await Promise.all(
      Array.from({ length: 3 }, () => run(pool, 'slow').then(() => 'ran', reason)),
    );
    expect(outcomes).toEqual(['ran', 'ran', 'busy']);
    await expect(run(pool, 'echo')).resolves.toBeDefined();
  });
});
