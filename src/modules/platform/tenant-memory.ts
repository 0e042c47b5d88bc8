/** One tenant's data as this process knows it. */
interface Held<T> {
  known: T | null;
  stale: boolean;
  refreshing: Promise<void> | null;
}

/**
 * Data of every asked-for tenant in this process's memory. Read once, then again behind the reader's back when a change
 * is heard of: a reader waits only the first time, so what it sees may be some milliseconds behind a change.
 */
export class TenantMemory<T> {
  private readonly tenants = new Map<string, Held<T>>();

  /**
   * @param read reads a tenant's data anew; what was known before may save it work
   * @param failed told of refreshes that failed; what is known stays in use, and the next reader has it tried again
   */
  constructor(
    private readonly read: (tenantId: string, known: T | null) => Promise<T>,
    private readonly failed: (fault: unknown) => void,
  ) {}

  /** What is known, without waiting; null before the tenant was first asked for. */
  peek(tenantId: string): T | null {
    return this.tenants.get(tenantId)?.known ?? null;
  }

  /** The tenant's data; waits only the first time it is asked for. */
  async of(tenantId: string): Promise<T> {
    let held = this.tenants.get(tenantId);
    if (!held) this.tenants.set(tenantId, (held = { known: null, stale: true, refreshing: null }));
    if (held.known === null) await this.refresh(tenantId, held);
    else if (held.stale) this.refreshBehind(tenantId, held);
    return held.known ?? this.of(tenantId);
  }

  /** Reads what was committed before the call; for those who just changed something, or were asked for something unknown. */
  async catchUp(tenantId: string): Promise<T> {
    await this.freshen(tenantId);
    return this.of(tenantId);
  }

  /** The same for who needs no answer: nothing is read of a tenant nobody asked for. */
  async freshen(tenantId: string): Promise<void> {
    const held = this.tenants.get(tenantId);
    if (!held) return;
    held.stale = true;
    await this.refresh(tenantId, held);
  }

  /** Takes in that a tenant's data changed, or with null that anybody's may have. Fits `Changes.listen`. */
  readonly heard = (tenantId: string | null): void => {
    for (const [id, held] of this.tenants) {
      if (tenantId !== null && id !== tenantId) continue;
      held.stale = true;
      this.refreshBehind(id, held);
    }
  };

  private refreshBehind(tenantId: string, held: Held<T>): void {
    this.refresh(tenantId, held).catch(this.failed);
  }

  private refresh(tenantId: string, held: Held<T>): Promise<void> {
    held.refreshing ??= this.readUntilFresh(tenantId, held);
    return held.refreshing;
  }

  private async readUntilFresh(tenantId: string, held: Held<T>): Promise<void> {
    try {
      while (held.stale) {
        held.stale = false;
        held.known = await this.read(tenantId, held.known);
      }
    } catch (fault) {
      held.stale = true;
      throw fault;
    } finally {
      held.refreshing = null; // in one breath with the last look, so that whoever asks later begins anew
    }
  }
}
