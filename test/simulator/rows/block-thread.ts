import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { worldFrom } from '../world.js';
import { blockOf, type Block, type BlockPlan } from './block.js';

const ways = z.object({
  seasons: z.boolean(),
  households: z.boolean(),
  fatigue: z.boolean(),
  apart: z.boolean(),
});
const plan = z.object({ seed: z.number(), from: z.number(), days: z.number(), size: z.number(), ways });
const world = worldFrom(plan.parse(workerData));

/** A thread that plays shoppers of one world. */
export default function play(block: BlockPlan): Block {
  return blockOf(world, block);
}
