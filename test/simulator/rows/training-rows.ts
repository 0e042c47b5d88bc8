import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { leadFeatures, leadFeatureSet } from '../../../src/modules/inference/features/lead-features.js';
import { offerFeatureSet, offerInputs } from '../../../src/modules/inference/features/offer-features.js';
import type { WorldPlan } from '../world.js';
import type { Counts } from './block.js';
import { blockPlans, playBlocks } from './blocks.js';
import { columns } from './columns.js';
import { NpyWriter } from './npy.js';

/** What to write and where. */
export interface RowsPlan {
  readonly folder: string;
  readonly world: WorldPlan;
  readonly shoppers: number;
  /** Pages of offers are written of this many shoppers, the first ones; leads are written of all. */
  readonly shoppersWithPages: number;
  /** Threads that play; 0: the calling one. The files are the same for any number. */
  readonly threads: number;
}

/** How much was written. */
export interface RowsWritten extends Counts {
  readonly shoppers: number;
}

/**
 * Plays a world and writes what a model may learn from it, through the very feature code that serves: `.npy` columns
 * with the true probability beside each label, and `rows.json` saying what they are.
 */
export async function writeTrainingRows(plan: RowsPlan): Promise<RowsWritten> {
  const { folder, world, shoppers, shoppersWithPages, threads } = plan;
  mkdirSync(folder, { recursive: true });
  const files = columns.map(([name, shape]) => new NpyWriter(join(folder, `${name}.npy`), shape));
  const written = { shoppers, events: 0, pages: 0, offers: 0, leads: 0 };
  for await (const block of playBlocks(world, blockPlans(shoppers, shoppersWithPages), threads)) {
    files.forEach((file, column) => {
      const rows = block.columns[column];
      if (rows) file.append(rows);
    });
    for (const name of ['events', 'pages', 'offers', 'leads'] as const) written[name] += block[name];
  }
  for (const file of files) file.close();
  writeFileSync(join(folder, 'rows.json'), `${JSON.stringify(describe(plan, written), null, 2)}\n`);
  return written;
}

function describe({ world, shoppersWithPages }: RowsPlan, written: RowsWritten): object {
  const lastDay = world.from + (world.days + 90) * 86_400_000;
  return {
    origin: 'simulated shoppers',
    seed: world.seed,
    from: new Date(world.from).toISOString(),
    to: new Date(lastDay).toISOString(),
    ways: world.ways,
    ...written,
    shoppersWithPages,
    offerFeatureSet,
    offerInputs,
    leadFeatureSet,
    leadFeatures: leadFeatures.map(({ name, typical }) => ({ name, typical })),
  };
}
