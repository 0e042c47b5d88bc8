import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import { worldFrom, type WorldPlan } from '../world.js';
import { blockOf, type Block, type BlockPlan } from './block.js';

/** Shoppers a block: even, so that no household is parted, and of some megabytes. */
const shoppersABlock = 200;

/** Lives are short: with room enough most are gone before anybody has to look for what is still needed. */
const youngMb = 128;

/** Blocks `shoppers` fall into, in order. */
export function blockPlans(shoppers: number, pagesBelow: number): BlockPlan[] {
  return Array.from({ length: Math.ceil(shoppers / shoppersABlock) }, (_, place) => ({
    from: place * shoppersABlock,
    to: Math.min((place + 1) * shoppersABlock, shoppers),
    pagesBelow,
  }));
}

/**
 * Plays blocks and gives them in their order, whichever is ready first, so that what is written is the same for any number of
 * threads. `threads` 0: in this one. So many are under way that no thread waits, and not more: memory stays small.
 */
export async function* playBlocks(
  world: WorldPlan,
  plans: readonly BlockPlan[],
  threads: number,
): AsyncGenerator<Block> {
  if (threads === 0) {
    const here = worldFrom(world);
    for (const plan of plans) yield blockOf(here, plan);
    return;
  }
  const { seed, from, days, size, ways } = world;
  const pool = new Piscina<BlockPlan, Block>({
    filename: threadProgram,
    workerData: { seed, from, days, size, ways },
    minThreads: threads,
    maxThreads: threads,
    resourceLimits: { maxYoungGenerationSizeMb: youngMb },
  });
  try {
    const waiting: Promise<Block>[] = [];
    for (const plan of plans) {
      waiting.push(pool.run(plan));
      if (waiting.length > 2 * threads) yield* firstOf(waiting);
    }
    while (waiting.length > 0) yield* firstOf(waiting);
  } finally {
    await pool.destroy();
  }
}

async function* firstOf(waiting: Promise<Block>[]): AsyncGenerator<Block> {
  const first = waiting.shift();
  if (first) yield await first;
}

/** The built thread; tests, which run the sources, use the build beside them. */
const threadProgram = fileURLToPath(new URL('./block-thread.js', import.meta.url)).replace(
  /[\\/]test[\\/]simulator[\\/]rows[\\/]block-thread\.js$/,
  (path) => (import.meta.url.endsWith('.ts') ? `/dist${path}` : path),
);
