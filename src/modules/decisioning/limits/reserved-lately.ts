import { Injectable } from '@nestjs/common';
import type { AskFor, Reserved } from '../../platform/limit-store/limit-store.js';

/** By then a decision is in the log, or the log is out of reach, and so is any filling from it. */
const keptMs = 30_000;
const mostKept = 20_000;

interface Kept {
  readonly number: number;
  readonly tenantId: string;
  readonly taken: AskFor;
}

/**
 * What this process reserved in the last half minute: of it the log of decisions may not know yet, and a store that is filled from the
 * log would not either. Held in memory: a process that dies loses it, and what it did not log.
 */
@Injectable()
export class ReservedLately {
  private kept: Kept[] = [];
  private count = 0;

  /** The number of the latest: a later asking has a greater one. */
  get latest(): number {
    return this.count;
  }

  /** Notes what was reserved of an asking. */
  note(tenantId: string, ask: AskFor, answers: Reserved): void {
    const asks = ask.asks.filter((_, place) => answers[place] === null);
    if (asks.length === 0) return;
    this.kept.push({ number: ++this.count, tenantId, taken: { ...ask, asks } });
    // Now and then, so that noting stays cheap.
    if (this.count % 1_000 === 0) this.dropBefore(ask.now - keptMs);
  }

  /** What was reserved for a tenant after the one of a number, and not before an instant too long ago. */
  after(tenantId: string, number: number, now: number): AskFor[] {
    this.dropBefore(now - keptMs);
    return this.kept.filter((each) => each.tenantId === tenantId && each.number > number).map(({ taken }) => taken);
  } // prettier-ignore

  private dropBefore(instant: number): void {
    this.kept = this.kept.slice(-mostKept).filter(({ taken }) => taken.now >= instant);
  }
}
