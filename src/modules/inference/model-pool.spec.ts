import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Tensors } from '../../models/prediction/model-manifest.js';
import { ModelPool, type PoolOptions } from './model-pool.js';
import { ModelFailure } from './model-failure.js';

const modelWorker = resolve('dist/src/modules/inference/model-worker.js');
const program = resolve('test/support/faulty-thread.mjs');
const usual: PoolOptions = { threads: 1, patienceMs: 5_000, runMs: 5_000, longestQueue: 100, program };

const run = (pool: ModelPool, path: string, value = 1) =>
  pool.run({ path, sha256: '' }, () => ({ x: { dims: [1], data: Float32Array.of(value) } }));
/** Short, where much of the same is compared. */
const shown = (tensors: Tensors) =>
  Object.entries(tensors).map(([name, { dims, data }]) => [name, dims, data.length, [...new Set(data)]]);
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
    const rows = (count: number) => () => ({
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
      await expect(pool.run(file, () => inputs)).resolves.toEqual(inputs);
  });

  it('gives each its own answer whatever is asked between, however many, and whether it comes on a desk or as a message', async () => {
    open({});
    const file = (name: string) => ({ path: `echo ${name}`, sha256: '' });
    const sizes = fc.array(fc.record({ name: fc.constantFrom('a', 'b'), key: fc.constantFrom('x', 'y'), size: fc.constantFrom(1, 2, 300, 70_000) }), { minLength: 1, maxLength: 20 }); // prettier-ignore
    await fc.assert(
      fc.asyncProperty(sizes, async (asked) => {
        const inputs = asked.map(({ key, size }, n) => ({
          [key]: { dims: [size], data: new Float32Array(size).fill(n) },
        }));
        const answers = asked.map(({ name }, n) => pool.run(file(name), () => inputs[n] ?? {}));
        for (const [n, answer] of (await Promise.all(answers)).entries())
          expect(shown(answer)).toEqual(shown(inputs[n] ?? {}));
      }),
      { numRuns: 20 },
    );
  });

  it('asks for inputs only once there is room for them', async () => {
    open({});
    const written: number[] = [];
    const runs = Array.from({ length: 5 }, (_, n) =>
      pool.run({ path: 'slow', sha256: '' }, () => {
        written.push(n);
        return { x: { dims: [1], data: Float32Array.of(n) } };
      }),
    );
    expect(written).toEqual([0, 1]);
    await Promise.all(runs);
    expect(written).toEqual([0, 1, 2, 3, 4]);
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
