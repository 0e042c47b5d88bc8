import type { BackendFactory, PostgresConnectionOptions, PostgresQueueBackend } from 'bullmq';

/** Queues that ask within so long of each other are told by one look. Far below how often any of them asks. */
const sharedForMs = 1_000;

/** Which queues have a job in hand, whoever has it: one look for all that ask at about one time. */
export class JobsInHand {
  private looked: { readonly at: number; readonly names: Promise<ReadonlySet<string>> } | undefined;

  /**
   * @param look names of the queues that have
   * @param now milliseconds, of any beginning
   */
  constructor(
    private readonly look: () => Promise<readonly string[]>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** @throws whatever the look does; the next asks anew */
  async has(queue: string): Promise<boolean> {
    const now = this.now();
    if (!this.looked || now - this.looked.at >= sharedForMs)
      this.looked = { at: now, names: this.look().then((names) => new Set(names)) };
    const mine = this.looked;
    try {
      return (await mine.names).has(queue);
    } catch (fault) {
      if (this.looked === mine) this.looked = undefined;
      throw fault;
    }
  }
}

/**
 * BullMQ on PostgreSQL whose workers look for jobs of workers that died only where any job is in hand. A look where none is would
 * find nothing and mark nothing, at three writes each. A job taken since the shared look is marked by the next one: it is then
 * still locked, so that it is taken back no later.
 */
export function sparing(
  inHand: JobsInHand,
  create: BackendFactory<PostgresQueueBackend, PostgresConnectionOptions>,
): BackendFactory<PostgresQueueBackend, PostgresConnectionOptions> {
  return (name, options, kind) => {
    const backend = create(name, options, kind);
    const takeBack = backend.moveStalledJobsToWait.bind(backend);
    backend.moveStalledJobsToWait = async () => ((await inHand.has(name)) ? takeBack() : []);
    return backend;
  };
}
