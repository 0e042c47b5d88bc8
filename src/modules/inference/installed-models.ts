import { inspect } from './inspect.js';
import { readModelFolders, type FaultyFolder, type ModelFolder } from './model-folders.js';
import { ModelPool } from './model-pool.js';

/** Nothing waits for it but a start or somebody who promotes: a slow disk or a large model may take its time. */
const inspecting = { threads: 1, patienceMs: 30_000, runMs: 30_000, longestQueue: 1 };

/**
 * The versions in the models folder, each checked once. A version that passed is not looked at again, as versions never change;
 * one that is faulty is when somebody wrote to its folder, as it may only have been half copied.
 */
export class InstalledModels {
  private folders: readonly (ModelFolder | FaultyFolder)[] = [];
  private readonly refused = new Map<string, string>();
  private readonly faulty = new Map<string, { readonly stamp: string; readonly found: FaultyFolder }>();

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
    const unknown = found.flatMap((each) => (each.kind === 'complete' && !passed.has(each.folder) && this.lookedAt(each) === null ? [each] : []));
    const checked = new Map((await inspectAll(unknown)).map((each) => [each.folder, each]));
    for (const { folder, stamp } of unknown) {
      const result = checked.get(folder);
      if (result?.kind === 'faulty') this.faulty.set(folder, { stamp, found: result });
    }
    const known = (each: ModelFolder | FaultyFolder) => checked.get(each.folder) ?? (each.kind === 'complete' && !passed.has(each.folder) ? this.lookedAt(each) : null) ?? each;
    this.folders = [...found.map(known), ...gone].sort(newestFirst);
  } // prettier-ignore

  /** Bars a version for as long as this process lives. */
  refuse(folder: string, why: string): void {
    this.refused.set(folder, why);
    this.folders = this.folders.map((each) => this.refusedOr(each));
  }

  /** What was found of a folder that nobody has written to since; null where it has to be looked at. */
  private lookedAt({ folder, stamp }: ModelFolder): FaultyFolder | null {
    const before = this.faulty.get(folder);
    return before?.stamp === stamp ? before.found : null;
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
async function inspectAll(folders: readonly ModelFolder[]): Promise<(ModelFolder | FaultyFolder)[]> {
  if (folders.length === 0) return [];
  const pool = new ModelPool(inspecting);
  const inspected: (ModelFolder | FaultyFolder)[] = [];
  for (const folder of folders) inspected.push(await inspect(folder, pool));
  await pool.close();
  return inspected;
}
