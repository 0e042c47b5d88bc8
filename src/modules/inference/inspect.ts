import { contractFault } from './contract.js';
import { goldenFault, toTensors } from './golden.js';
import type { FaultyFolder, ModelFolder } from './model-folders.js';
import type { ModelPool } from './model-pool.js';
import { modelUses } from './model-uses.js';

/**
 * Whether a model may answer: its checksum, its contract against the session's own metadata and this code, and its
 * golden outputs. Returns it, or the same folder as faulty, saying what was expected and what was found.
 */
export async function inspect(model: ModelFolder, pool: ModelPool): Promise<ModelFolder | FaultyFolder> {
  const fault = await findFault(model, pool);
  if (fault === null) return model;
  const { folder, manifest } = model;
  return {
    kind: 'faulty',
    folder,
    name: manifest.name,
    version: manifest.version,
    fault: `${folder}: ${fault}`,
  };
}

async function findFault({ manifest, golden, file }: ModelFolder, pool: ModelPool): Promise<string | null> {
  try {
    const broken = contractFault(modelUses[manifest.name], manifest, await pool.describe(file));
    if (broken !== null) return broken;
    for (const { inputs, outputs } of golden.cases) {
      const different = goldenFault(outputs, await pool.run(file, () => toTensors(inputs)), golden.tolerance);
      if (different !== null) return different;
    }
    return null;
  } catch (fault) {
    return fault instanceof Error ? fault.message : String(fault);
  }
}
