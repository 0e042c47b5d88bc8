import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService, type ResolvedMention, type TraitMention } from '../profiles/profiles.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { EventMetrics } from './event.metrics.js';
import { eventErrors } from './events.errors.js';
import { EventsRepository, type NewEvent } from './events.repository.js';
import { GroupCommit } from './group-commit.js';
import { Listeners, type ShardListener } from './listeners.js';
import { toArrival, toMergeRow, toRow, type Arrival } from './to-row.js';
import { sqlStateOf, writeAgain } from './write-again.js';

/** What became of the events of one request. */
export interface RecordOutcome {
  /** Events now in the log. */
  readonly accepted: number;
  /** Events whose message id had been counted before. */
  readonly duplicates: number;
}

/** Events of one request, ready to be written. */
interface Part {
  readonly arrivals: readonly Arrival[];
}

/** What one write came to. */
interface Written {
  readonly fresh: ReadonlySet<Arrival>;
  readonly shards: number[];
}

/** In events: what one transaction takes, and what may wait in memory (some 20 MB). */
const limits = { perWrite: 5_000, waiting: 20_000, writes: 2 };

/**
 * Writes events durably: one transaction holds receipts, identities, merges and rows, and requests share transactions.
 * When everyone named is remembered, the transaction is a single statement.
 */
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
    private readonly repository: EventsRepository,
    private readonly profiles: ProfilesService,
    @Inject(VehiclesService) private readonly vehicles: Pick<VehiclesService, 'describe'>,
    private readonly metrics: EventMetrics,
    private readonly clock: Clock,
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
    if (envelopes.length === 0) return { accepted: 0, duplicates: 0 };
    const receivedAt = this.clock.now();
    const cars = await this.describeCars(caller.tenantId, envelopes);
    const arrivals = envelopes.map((envelope, at) => toArrival(envelope, caller, receivedAt, cars.get(at)));
    if (this.group.isFull(envelopes.length))
      throw new AppError(
        eventErrors.busy.code,
        eventErrors.busy.kind,
        'More events wait to be written than we hold at once; send the same again in a second.',
      );
    return this.group.add({ arrivals });
  }

  /** Our own stock's word on the cars named, where it knows them; by the event's place in the request. */
  private async describeCars(tenantId: string, envelopes: readonly EventEnvelope[]) {
    const cars = new Map<number, VehicleFacts>();
    const named = envelopes.flatMap(({ vehicleNames = [] }, index) =>
      vehicleNames.map((name) => ({ index, vehicleId: name, stockNumber: name, vin: name })),
    );
    if (named.length === 0) return cars;
    const described = await this.vehicles.describe(tenantId, named);
    described.forEach((facts, at) => {
      const index = named[at]?.index;
      if (facts && index !== undefined && !cars.has(index)) cars.set(index, facts);
    });
    return cars;
  }

  private async writeShared(parts: readonly Part[]): Promise<RecordOutcome[]> {
    const ended = this.metrics.writeSeconds.startTimer();
    const arrivals = distinct(parts.flatMap((part) => part.arrivals));
    const { fresh, shards } = await writeAgain(() => this.write(arrivals));
    ended();
    this.metrics.recorded(arrivals.length, fresh);
    this.listeners.tell(shards);
    return parts.map((part) => {
      const accepted = part.arrivals.filter((arrival) => fresh.has(arrival)).length;
      this.metrics.duplicates.inc(part.arrivals.length - accepted);
      return { accepted, duplicates: part.arrivals.length - accepted };
    });
  }

  /** Everything is durable before anyone is answered, or nothing of it happened. */
  private async write(arrivals: readonly Arrival[]): Promise<Written> {
    const now = this.clock.now();
    const people = this.profiles.recall(arrivals.map(toMention), now);
    const rows = people && this.rowsOf(arrivals, people);
    if (rows && (await this.repository.appendNew(rows)))
      return { fresh: new Set(arrivals), shards: shardsOf(rows) };
    return this.repository.transaction((manager) => this.writeStepwise(manager, arrivals, now));
  }

  /** For new people, joins, traits and repeated messages: what the others do in one statement, step by step. */
  private async writeStepwise(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    now: number,
  ): Promise<Written> {
    const receipts = await this.repository.writeReceipts(manager, arrivals, new Date(now));
    const isFresh = receipts && new Set(receipts.map(messageKey));
    const fresh = isFresh ? arrivals.filter((arrival) => isFresh.has(messageKey(arrival))) : arrivals;
    if (fresh.length === 0) return { fresh: new Set(), shards: [] };
    const { resolved, merges } = await this.profiles.resolve(manager, fresh.map(toMention), now);
    const shardOf = (profileId: string) => this.profiles.shardOf(profileId);
    const merged = merges.map((pair) => toMergeRow(pair, new Date(now), shardOf));
    const rows = [...this.rowsOf(fresh, resolved), ...merged];
    await this.repository.append(manager, rows);
    return { fresh: new Set(fresh), shards: shardsOf(rows) };
  }

  private rowsOf(arrivals: readonly Arrival[], people: readonly ResolvedMention[]): NewEvent[] {
    const shardOf = (profileId: string) => this.profiles.shardOf(profileId);
    return arrivals.flatMap((arrival, index) => toRow(arrival, people[index], shardOf) ?? []);
  }
}

function toMention(arrival: Arrival): TraitMention {
  const { tenantId, anonymousId, userId, others, traits, occurredAt: at, messageId, sourceId } = arrival;
  return { tenantId, anonymousId, userId, others, traits, at, messageId, sourceId };
}

function shardsOf(rows: readonly NewEvent[]): number[] {
  return [...new Set(rows.map(({ shard }) => shard))];
}

/** The first of each message. */
function distinct(arrivals: readonly Arrival[]): Arrival[] {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = messageKey(arrival);
    if (!first.has(key)) first.set(key, arrival);
  }
  return [...first.values()];
}

function messageKey(message: { tenantId: string; sourceId: string; messageId: string }): string {
  return `${message.tenantId} ${message.sourceId} ${message.messageId}`;
}

/** Something in the rows themselves (SQLSTATE classes 22 and 23). */
function isOfData(fault: unknown): boolean {
  return /^2[23]/.test(sqlStateOf(fault));
}
