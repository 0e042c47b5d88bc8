import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { ProfilesService, type ResolvedMention, type TraitMention } from '../profiles/profiles.service.js';
import { Admission, type Withheld } from './permission/admission.js';
import { EventsRepository, type NewEvent } from './events.repository.js';
import { toConsentRow, toMergeRow, toRow, type Arrival } from './to-row.js';

/** What one write came to. An event that is neither kept nor withheld had been counted before. */
export interface Written {
  readonly kept: ReadonlySet<Arrival>;
  readonly withheld: Withheld;
  readonly shards: readonly number[];
}

/**
 * Writes events in one transaction: receipts, identities, merges, what is said of consent, and rows. When everyone named
 * is known and nothing new is said, the transaction is a single statement. Of a withheld event no row is written.
 */
@Injectable()
export class EventWriter {
  constructor(
    private readonly repository: EventsRepository,
    private readonly profiles: ProfilesService,
    private readonly admission: Admission,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** Everything is durable when the promise resolves, or nothing of it happened. No message may be named twice. */
  async write(arrivals: readonly Arrival[]): Promise<Written> {
    const now = this.clock.now();
    const written = await this.writeAtOnce(arrivals, now);
    return written ?? this.repository.transaction((manager) => this.writeStepwise(manager, arrivals, now));
  }

  /** Null when it takes more than one statement; then nothing was written. */
  private async writeAtOnce(arrivals: readonly Arrival[], now: number): Promise<Written | null> {
    const { manager } = this.repository;
    const people = await this.profiles.resolveKnown(manager, arrivals.map(toMention), now);
    if (!people) return null;
    const { withheld, hasNews } = await this.admission.weigh(manager, arrivals, people);
    if (hasNews) return null;
    const rows = this.rowsOf(arrivals, people, withheld);
    if (rows.length > 0 && !(await this.repository.appendNew(rows))) return null;
    return { kept: keptOf(arrivals, withheld), withheld, shards: shardsOf(rows) };
  }

  /** For new people, joins, traits, new consent and repeated messages: what the others do in one statement, step by step. */
  private async writeStepwise(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    now: number,
  ): Promise<Written> {
    const places = await this.repository.writeReceipts(manager, arrivals, new Date(now));
    const fresh = places ? arrivals.filter((_, place) => places.has(place)) : arrivals;
    if (fresh.length === 0) return { kept: new Set(), withheld: new Map(), shards: [] };
    const { resolved, merges } = await this.profiles.resolve(manager, fresh.map(toMention), now);
    const { withheld: denied, changed } = await this.admission.settle(manager, fresh, resolved);
    const withheld = withErased(denied, fresh, resolved);
    // As in one statement: what is not kept is not counted either, so it may come again once it is allowed.
    if (withheld.size > 0) await this.repository.takeBackReceipts(manager, [...withheld.keys()]);
    const shardOf = (profileId: string) => this.profiles.shardOf(profileId);
    const rows = [
      ...this.rowsOf(fresh, resolved, withheld),
      ...merges.map((pair) => toMergeRow(pair, new Date(now), shardOf)),
      ...changed.map((person) => toConsentRow(person, new Date(now), shardOf)),
    ];
    if (rows.length > 0) await this.repository.append(manager, rows);
    return { kept: keptOf(fresh, withheld), withheld, shards: shardsOf(rows) };
  }

  private rowsOf(
    arrivals: readonly Arrival[],
    people: readonly (ResolvedMention | undefined)[],
    withheld: Withheld,
  ): NewEvent[] {
    const shardOf = (profileId: string) => this.profiles.shardOf(profileId);
    return arrivals.flatMap((arrival, index) =>
      withheld.has(arrival) ? [] : (toRow(arrival, people[index], shardOf, this.ring) ?? []),
    );
  }
}

function toMention(arrival: Arrival): TraitMention {
  const { tenantId, anonymousId, userId, others, deliveredVin, traits, household, messageId, sourceId } =
    arrival;
  // Nobody can have said anything later than now, whatever their clock says.
  const at = Math.min(arrival.occurredAt, arrival.receivedAt);
  const isOfPerson = arrival.type === 'IDENTIFIED';
  return { tenantId, anonymousId, userId, others, deliveredVin, isOfPerson, traits, household, at, messageId, sourceId }; // prettier-ignore
}

function keptOf(arrivals: readonly Arrival[], withheld: Withheld): Set<Arrival> {
  return new Set(withheld.size === 0 ? arrivals : arrivals.filter((arrival) => !withheld.has(arrival)));
}

/** Of whom nobody is meant any more, nothing is kept. */
function withErased(
  denied: Withheld,
  arrivals: readonly Arrival[],
  people: readonly (ResolvedMention | undefined)[],
): Withheld {
  const erased = arrivals.filter((_, index) => people[index] === undefined);
  return erased.length === 0
    ? denied
    : new Map([...denied, ...erased.map((arrival) => [arrival, 'ERASED'] as const)]);
}

function shardsOf(rows: readonly NewEvent[]): number[] {
  return [...new Set(rows.map(({ shard }) => shard))];
}
