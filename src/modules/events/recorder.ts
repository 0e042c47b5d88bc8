import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import { ConsentService } from '../consent/consent.service.js';
import { AppError } from '../platform/app-error.js';
import { Arrivals } from './arrivals.js';
import { EventMetrics } from './event.metrics.js';
import { EventWriter } from './event-writer.js';
import { eventErrors } from './events.errors.js';
import { messageKey } from './events.repository.js';
import { GroupCommit } from './group-commit.js';
import { Listeners, type ShardListener } from './listeners.js';
import type { Arrival } from './to-row.js';
import { sqlStateOf, writeAgain } from '../platform/write-again.js';

/** What became of the events of one request. */
export interface RecordOutcome {
  /** Events now in the log. */
  readonly accepted: number;
  /** Events whose message id had been counted before. */
  readonly duplicates: number;
  /** Events not kept, as the person they are about denies it or was erased since. */
  readonly withheld: number;
}

/** Events of one request, ready to be written. */
interface Part {
  readonly arrivals: readonly Arrival[];
}

/** In events: what one transaction takes, and what may wait in memory (some 20 MB). A write of little takes a millisecond or two. */
const limits = { perWrite: 5_000, waiting: 20_000, writes: 2, worthWriting: 50, patienceMs: 10 };

/** Records events durably: requests that arrive together share a transaction, and each learns what became of its own. */
@Injectable()
export class Recorder implements BeforeApplicationShutdown {
  private readonly group = new GroupCommit<Part, RecordOutcome>(
    (parts) => this.writeShared(parts),
    ({ arrivals }) => arrivals.length,
    limits,
    isOfData,
  );
  private readonly listeners = new Listeners();

  constructor(
    private readonly arrivals: Arrivals,
    private readonly writer: EventWriter,
    private readonly consent: ConsentService,
    private readonly metrics: EventMetrics,
  ) {}

  onRecorded(listener: ShardListener, pauseMs: number): void {
    this.listeners.add(listener, pauseMs);
  }

  /** Wakes whoever listens, after a commit that wrote rows of Carousel's own. */
  wake(shards: readonly number[]): void {
    this.listeners.tell(shards);
  }

  beforeApplicationShutdown(): void {
    this.listeners.flush();
  }

  async record(caller: Caller, envelopes: readonly EventEnvelope[]): Promise<RecordOutcome> {
    if (envelopes.length === 0) return { accepted: 0, duplicates: 0, withheld: 0 };
    const arrivals = await this.arrivals.of(caller, envelopes);
    if (this.group.isFull(envelopes.length))
      throw new AppError(
        eventErrors.busy.code,
        eventErrors.busy.kind,
        'More events wait to be written than we hold at once; send the same again in a second.',
      );
    return this.group.add({ arrivals });
  }

  private async writeShared(parts: readonly Part[]): Promise<RecordOutcome[]> {
    const ended = this.metrics.writeSeconds.startTimer();
    const arrivals = distinct(parts.flatMap((part) => part.arrivals));
    const { kept, withheld, shards } = await writeAgain(() => this.writer.write(arrivals));
    ended();
    this.metrics.recorded(arrivals.length, kept);
    for (const why of withheld.values())
      if (why === 'ERASED') this.metrics.ofErased.inc();
      else this.consent.withheld(why);
    this.listeners.tell(shards);
    return parts.map((part) => {
      const accepted = part.arrivals.filter((arrival) => kept.has(arrival)).length;
      const refused = part.arrivals.filter((arrival) => withheld.has(arrival)).length;
      const duplicates = part.arrivals.length - accepted - refused;
      this.metrics.duplicates.inc(duplicates);
      return { accepted, duplicates, withheld: refused };
    });
  }
}

/** The first of each message. */
function distinct(arrivals: readonly Arrival[]): readonly Arrival[] {
  // Ids are nearly always all different, whoever sent them; the whole key is many times longer.
  if (new Set(arrivals.map(({ messageId }) => messageId)).size === arrivals.length) return arrivals;
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = messageKey(arrival);
    if (!first.has(key)) first.set(key, arrival);
  }
  return [...first.values()];
}

/** Something in the rows themselves (SQLSTATE classes 22 and 23). */
function isOfData(fault: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(fault));
}
