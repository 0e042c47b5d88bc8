import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { StockBatchRepository } from './stock-batch.repository.js';
import { stockTopic } from './stock-memory.js';
import { StockRepository } from './stock.repository.js';
import { digested, stockUnitId, type DigestedUnit, type NewStockUnit, type UpsertCounts } from './stock.js';

export { stockUnitId, type NewStockUnit } from './stock.js';

/** How a batch is written. */
export interface WriteOptions {
  /** Leaves the state of cars already known as it is; those that left their feed get back the one they had. */
  readonly keepState: boolean;
  /** The feed that brings them; left out where none does. */
  readonly feed?: string | undefined;
  /** Milliseconds since the epoch at which they came. */
  readonly at: number;
}

/** A car by its stock number, else by its VIN. */
export interface NamedCar {
  readonly stockNumber: string | null;
  readonly vin: string | null;
}

/** Which feed takes cars off, and when (ms); with `unchangedSince` none that came or was changed after it. */
export interface WithdrawOptions {
  readonly feed: string;
  readonly at: number;
  readonly unchangedSince?: Date;
}

/**
 * Writes stock in small transactions, each announced as it commits: a long one would hold back every reader that
 * waits for the oldest running transaction, the event log's among them.
 */
@Injectable()
export class StockWriterService {
  constructor(
    private readonly stock: StockRepository,
    private readonly batches: StockBatchRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /**
   * One batch, one transaction. `keepState` leaves the state of cars already known as it is. `agoMs`: how long before
   * now they came.
   */
  write(
    tenantId: string,
    units: readonly NewStockUnit[],
    keepState: boolean,
    agoMs = 0,
  ): Promise<UpsertCounts> {
    const told = units.map(digested);
    return this.alone(tenantId, (manager) =>
      this.put(manager, tenantId, told, { keepState, at: this.clock.now() - agoMs }),
    );
  }

  /** A transaction that nobody else writes this stock in. Hold it for some thousand cars at most. */
  alone<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.stock.transaction(async (manager) => {
      await this.stock.holdAlone(manager, tenantId);
      return work(manager);
    });
  }

  /** Writes what differs, within such a transaction. */
  async put(manager: EntityManager, tenantId: string, units: readonly DigestedUnit[], options: WriteOptions): Promise<UpsertCounts> {
    const differing = await this.batches.differing(manager, tenantId, units, options);
    const added = differing.length === 0 ? 0 : await this.batches.write(manager, tenantId, differing, options);
    if (differing.length > 0) await this.changes.announce(manager, stockTopic, tenantId);
    return { added, changed: differing.length - added, unchanged: units.length - differing.length };
  } // prettier-ignore

  /**
   * Takes cars off that a feed says are gone, told by stock number or else by VIN.
   * @returns how many there were, and those that mean no car of the feed, be it one that was sold or left before
   */
  async withdrawNamed<T extends NamedCar>(manager: EntityManager, tenantId: string, named: readonly T[], options: WithdrawOptions): Promise<{ withdrawn: number; unknown: readonly T[] }> {
    if (named.length === 0) return { withdrawn: 0, unknown: [] };
    const idOf = ({ stockNumber }: NamedCar) => (stockNumber === null ? null : stockUnitId(tenantId, stockNumber));
    const ids = named.map(idOf).filter((id) => id !== null);
    const vins = named.flatMap(({ stockNumber, vin }) => (stockNumber === null && vin !== null ? [vin] : []));
    const known = await this.batches.known(manager, tenantId, { feed: options.feed, ids, vins });
    const names = new Set(known.flatMap(({ id, vin }) => [id, vin]));
    const withdrawn = await this.withdraw(manager, tenantId, known.map(({ id }) => id), options);
    return { withdrawn, unknown: named.filter((each) => !names.has(idOf(each) ?? each.vin)) };
  } // prettier-ignore

  /** Takes cars off that left their feed, but those sold meanwhile. @returns how many there were */
  async withdraw(manager: EntityManager, tenantId: string, ids: readonly string[], options: WithdrawOptions): Promise<number> {
    const count = await this.batches.withdraw(manager, tenantId, ids, options);
    if (count > 0) await this.changes.announce(manager, stockTopic, tenantId);
    return count;
  } // prettier-ignore
}
