import type { PendingBackfill, ProfileKey } from './evaluation.repository.js';
import type { Resident } from './resident/resident.js';
import type { StepRules } from './step-rules.js';

/**
 * One step's piece of looking at everybody of a tenant, for segments that are new or changed, or as nobody was looked at since
 * the shard was read. Where it is stands with the shard in memory: whoever reads the shard begins anew, which costs little.
 */
export class Sweep {
  private tenantId: string | undefined;
  private next: number | null = 0;
  private backfills: readonly PendingBackfill[] = [];

  constructor(private readonly resident: Resident) {}

  /** Looks at the next people of the first tenant that needs it; returns whose memberships changed. */
  async go(
    pending: readonly PendingBackfill[],
    rules: StepRules,
    now: number,
  ): Promise<readonly ProfileKey[]> {
    const { sweeps } = this.resident;
    for (const { tenantId } of pending) if (!sweeps.has(tenantId)) sweeps.set(tenantId, { from: 0, of: '' });
    const [tenantId] = sweeps.keys();
    if (tenantId === undefined) return [];
    this.tenantId = tenantId;
    this.backfills = pending.filter((each) => each.tenantId === tenantId);
    await rules.of(tenantId);
    const of = this.backfills.map(({ mark }) => mark).join();
    const begun = sweeps.get(tenantId);
    const from = begun?.of === of ? begun.from : 0;
    sweeps.set(tenantId, { from, of });
    const { changed, next } = await this.resident.sweep(tenantId, from, now);
    this.next = next;
    return changed;
  }

  /** Backfills that are over with this step. */
  get ended(): readonly PendingBackfill[] {
    return this.next === null ? this.backfills : [];
  }

  /** Whether there is more to look at. */
  get goesOn(): boolean {
    return this.resident.sweeps.size > (this.next === null ? 1 : 0);
  }

  /** The step is written. */
  settle(): void {
    const { sweeps } = this.resident;
    if (this.tenantId === undefined) return;
    const begun = sweeps.get(this.tenantId);
    if (this.next === null) sweeps.delete(this.tenantId);
    else if (begun) sweeps.set(this.tenantId, { ...begun, from: this.next });
  }
}
