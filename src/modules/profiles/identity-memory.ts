import { keyText, type IdentityKey } from './identity-mention.js';
import type { KnownIdentity } from './plan-identities.js';

/** Topic under which it is announced that a tenant's identities are gone. */
export const identitiesTopic = 'identities';

/** Some 100 MB when full, which takes more than 3,000 new people a second. */
const mostKept = 100_000;
const keptMs = 30_000;

/**
 * Identities this process has seen lately. An identity keeps its id for life; the profile it leads to may meanwhile be
 * another's, in this process or elsewhere. Whoever only appends events does not mind: the event keeps its identity, and
 * its followers ask who owns that now. Being forgotten after half a minute keeps such detours rare.
 */
export class IdentityMemory {
  private readonly kept = new Map<string, { identity: KnownIdentity; until: number }>();

  /** What is remembered of the key at `now` (milliseconds since the epoch). */
  recall(key: IdentityKey, now: number): KnownIdentity | undefined {
    const found = this.kept.get(keyText(key));
    return found && found.until > now ? found.identity : undefined;
  }

  /** Forgets one tenant's, or with null everything. */
  forget(tenantId: string | null): void {
    if (tenantId === null) this.kept.clear();
    for (const [text, { identity }] of this.kept) if (identity.tenantId === tenantId) this.kept.delete(text);
  }

  /** Only what has been committed may be remembered. */
  remember(identities: readonly KnownIdentity[], now: number): void {
    for (const identity of identities) {
      const text = keyText(identity);
      this.kept.delete(text);
      this.kept.set(text, { identity, until: now + keptMs });
    }
    // The oldest stand first: what is over is let go, and what would be too much.
    for (const [oldest, { until }] of this.kept) {
      if (until > now && this.kept.size <= mostKept) return;
      this.kept.delete(oldest);
    }
  }

  /** How many are held. */
  get size(): number {
    return this.kept.size;
  }
}
