import type { Tensors } from '../../models/prediction/model-manifest.js';
import { toTensors } from './golden.js';
import type { ModelFolder } from './model-folders.js';
import { ModelPool } from './model-pool.js';

const serving = { patienceMs: 500, runMs: 1_000, longestQueue: 1_000 };
/** Nobody waits for warming but whoever wants the version: a slow disk or a large model may take its time. */
const warmingMs = 30_000;
/** Runs on each thread before it counts as warm: the first few allocate. */
const warmUpRounds = 3;
/** So many versions that nobody needs stay loaded, those that were used last: as many as somebody compares or explains at a time. */
export const mostSpare = 8;

/** Threads that hold some versions warm. What they hold never changes: for another version there are other threads. */
class WarmModels {
  private constructor(
    private readonly pool: ModelPool,
    private readonly models: ReadonlyMap<string, ModelFolder>,
    /** Why a version could not be warmed, by its folder. */
    readonly faults: ReadonlyMap<string, string>,
  ) {}

  /** Starts threads and warms the models on them. A fault costs its version and nothing else. */
  static async open(threads: number, wanted: readonly ModelFolder[]): Promise<WarmModels> {
    const pool = new ModelPool({ ...serving, threads });
    const warm = new Map<string, ModelFolder>();
    const faults = new Map<string, string>();
    for (const model of wanted) {
      const fault = await warmUp(pool, threads, model);
      if (fault === null) warm.set(model.folder, model);
      else faults.set(model.folder, fault);
    }
    return new WarmModels(pool, warm, faults);
  }

  /** Whether it runs the version in this folder. */
  holds(folder: string): boolean {
    return this.models.has(folder);
  }

  /** The versions it runs. */
  held(): ModelFolder[] {
    return [...this.models.values()];
  }

  /**
   * Computes one batch. Its inputs are asked for once a thread has room for them, and copied at once.
   * @throws ModelFailure for every way in which a model cannot answer
   */
  run(model: ModelFolder, write: () => Tensors): Promise<Tensors> {
    return this.pool.run(model.file, write);
  }

  /** Ends the threads once the requests in hand are answered. */
  close(): Promise<void> {
    return this.pool.close();
  }
}

/**
 * Versions kept warm on some threads. More of them come on new threads, which take the place of those before once all is warm; of what
 * nobody needs only the last used come along, so that the set does not grow with all that was ever asked for.
 */
export class WarmSet {
  private now: WarmModels | null = null;
  private isClosed = false;
  /** How many uses of any there had been when each was used last, by its folder. */
  private readonly lastUse = new Map<string, number>();
  private uses = 0;

  constructor(private readonly threads: number) {}

  /** Whether it runs this version. To ask is no use of it. */
  holds({ folder }: ModelFolder): boolean {
    return this.now?.holds(folder) ?? false;
  }

  /** What computes a batch on this version, held fast: whatever comes later, this is what runs. Null where it is not held. */
  runner(model: ModelFolder): ((write: () => Tensors) => Promise<Tensors>) | null {
    const { now } = this;
    if (!now?.holds(model.folder)) return null;
    this.lastUse.set(model.folder, ++this.uses);
    return (write) => now.run(model, write);
  }

  /**
   * Takes versions in beside those that are held; the threads before finish what they have in hand. Says why some cannot be, by their folder.
   * @param needed folders that stay, however long nobody used them
   */
  async add(missing: readonly ModelFolder[], needed: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
    if (missing.length === 0) return new Map();
    const before = this.now;
    const next = await WarmModels.open(this.threads, [...this.staying(missing, needed), ...missing]);
    const isBetter = !this.isClosed && missing.some(({ folder }) => next.holds(folder));
    if (isBetter) this.turnTo(next, missing);
    const over = (isBetter ? before : next)?.close();
    if (this.isClosed) await over;
    return next.faults;
  } // prettier-ignore

  /** Ends the threads once the requests in hand are answered, and those that come meanwhile. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.now?.close();
  }

  /** What is held and comes along: all that is needed, and of the rest what was used last. */
  private staying(missing: readonly ModelFolder[], needed: ReadonlySet<string>): ModelFolder[] {
    const held = this.now?.held() ?? [];
    const isSpare = ({ folder }: ModelFolder) => !needed.has(folder);
    const room = Math.max(0, mostSpare - missing.filter(isSpare).length);
    const lastUse = ({ folder }: ModelFolder) => this.lastUse.get(folder) ?? 0;
    const spare = held.filter(isSpare).sort((one, other) => lastUse(other) - lastUse(one));
    const staying = new Set(spare.slice(0, room));
    return held.filter((model) => staying.has(model) || !isSpare(model));
  }

  private turnTo(next: WarmModels, missing: readonly ModelFolder[]): void {
    this.now = next;
    for (const { folder } of missing) this.lastUse.set(folder, ++this.uses);
    for (const folder of this.lastUse.keys()) if (!next.holds(folder)) this.lastUse.delete(folder);
  }
}

/** Every thread loads the model and runs a golden case a few times; as many at once as there are threads, so each gets one. */
async function warmUp(pool: ModelPool, threads: number, { file, golden }: ModelFolder): Promise<string | null> {
  const inputs = golden.cases[0]?.inputs ?? {};
  for (let round = 0; round < warmUpRounds; round += 1) {
    const runs = Array.from({ length: threads }, () => pool.run(file, () => toTensors(inputs), warmingMs));
    for (const run of await Promise.allSettled(runs))
      if (run.status === 'rejected')
        return run.reason instanceof Error ? run.reason.message : String(run.reason);
  }
  return null;
} // prettier-ignore
