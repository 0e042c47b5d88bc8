import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { worldOf } from '../world.js';
import { judge, type JudgePlan } from './judge.js';
import type { Foretold } from './posterior.js';

const world = worldOf(z.object({ seed: z.number() }).parse(workerData).seed);

/** A thread that judges pages of one plain world. */
export default function judgeHere(plan: JudgePlan): Foretold[][] {
  return judge(world, plan);
}
