import { inspect } from './inspect.js';
import { readModelFolders, type FaultyFolder, type ModelFolder } from './model-folders.js';
import { ModelPool } from './model-pool.js';

/** Nothing waits for it but a start or somebody who promotes: a slow disk or a large model may take its time. */
const inspecting = { threads: 1, patienceMs: 30_000, runMs: 30_000, longestQueue: 1 };

/**
 * The versions in the models folder, each checked once. A version that passed is not looked at again, as versions never change;
 * one that is faulty is, as it may only have been half copied.
 */
export class InstalledModels {
  private folders: readonly (ModelFolder | FaultyFolder)[] = [];
  private readonly refused = new Map<string, string>();

  constructor(private readonly modelsDir: string) {}

  /** Newest first within a model. */
  all(): readonly (ModelFolder | FaultyFolder)[] {
    return this.folders;
  }

  /** The version in a folder such as `lead-score/2026-11-22.1`; null where none is known. */
  at(folder: string): ModelFolder | FaultyFolder | null {
    return this.folders.find((each) => each.folder === folder) ?? null;
  }

  /** Looks what is there now. What is known stays known: it runs from memory, and is missed at the next start if it is gone. */
  async scan(): Promise<void> {
    const passed = new Map(this.folders.flatMap((each) => (each.kind === 'complete' ? [[each.folder, each]] : [])));
    const found = (await readModelFolders(this.modelsDir)).map((each) => passed.get(each.folder) ?? this.refusedOr(each));
    const gone = [...passed.values()].filter(({ folder }) => !found.some((each) => each.folder === folder));
    const unknown = found.filter((each) => each.kind === 'complete' && !passed.has(each.folder));
    const checked = new Map((await inspectAll(unknown)).map((each) => [each.folder, each]));
    this.folders = [...found.map((each) => checked.get(each.folder) ?? each), ...gone].sort(newestFirst);
  } // prettier-ignore

  /** Bars a version for as long as this process lives. */
  refuse(folder: string, why: string): void {
    this.refused.set(folder, why);
    this.folders = this.folders.map((each) => this.refusedOr(each));
  }

  private refusedOr(each: ModelFolder | FaultyFolder): ModelFolder | FaultyFolder {
    const why = this.refused.get(each.folder);
    if (why === undefined || each.kind === 'faulty') return each;
    const { folder, manifest: { name, version } } = each; // prettier-ignore
    return { kind: 'faulty', folder, name, version, fault: `${folder}: ${why}` };
  }
}

function newestFirst(left: { folder: string }, right: { folder: string }): number {
  return right.folder.localeCompare(left.folder, 'en', { numeric: true });
}

/** One model at a time on a thread of its own, so that one that hangs or crashes its thread spoils no other. */
async function inspectAll(folders: readonly (ModelFolder | FaultyFolder)[]): Promise<(ModelFolder | FaultyFolder)[]> {
  if (!folders.some(({ kind }) => kind === 'complete')) return [...folders];
  const pool = new ModelPool(inspecting);
  const inspected: (ModelFolder | FaultyFolder)[] = [];
  for (const folder of folders)
    inspected.push(folder.kind === 'faulty' ? folder : await inspect(folder, pool));
  await pool.close();
  return inspected;
} // prettier-ignore
