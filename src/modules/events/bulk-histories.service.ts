import type { ClientBase } from 'pg';
import { z } from 'zod';
import { eventTypes, type EventType } from '../../models/event/event-type.js';
import type { LogPosition } from '../../models/event/log-entry.js';
import { vehicleFactsSchema, type VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { ByteTexts } from '../platform/byte-texts.js';
import type { CopiedRow } from '../platform/copied-rows.js';
import {
  BulkHistoriesRepository,
  type BulkHistories,
  type BulkHistoriesAfter,
  type BulkHistoriesOfShards,
} from './bulk-histories.repository.js';

export type {
  BulkHistories,
  BulkHistoriesAfter,
  BulkHistoriesOfShards,
} from './bulk-histories.repository.js';

/** What an event is, apart from when it happened and to whom. */
export interface EventKind {
  readonly type: EventType;
  readonly name: string;
  readonly vehicle: VehicleFacts | null;
  readonly properties: Readonly<Record<string, unknown>> | undefined;
}

const said = z.record(z.string(), z.unknown());
const types: ReadonlyMap<string, EventType> = new Map(eventTypes.map((type) => [type, type]));

/** The log by the million, for whoever holds histories in memory. Asks through a connection that is given. */
export class BulkHistoriesReader {
  private readonly repository = new BulkHistoriesRepository();

  /** Up to where the log can be read in the connection's transaction, such that nothing can appear before it any more. */
  readableTo(client: ClientBase): Promise<LogPosition> {
    return this.repository.readableTo(client);
  }

  /** Shows what came in through shards, in no order. Many cost little more than one, as long as all lies mixed. */
  shards(client: ClientBase, asked: BulkHistoriesOfShards, visit: (row: CopiedRow) => void): Promise<void> {
    return this.repository.copyShards(client, asked, visit);
  }

  /** Shows what came in through the shard after a place, of all tenants and in the order of the log. */
  after(client: ClientBase, asked: BulkHistoriesAfter, visit: (row: CopiedRow) => void): Promise<void> {
    return this.repository.copyAfter(client, asked, visit);
  }

  /** Whom Carousel noted something of there, under no identity. */
  notedAfter(
    client: ClientBase,
    asked: BulkHistoriesAfter,
  ): Promise<{ tenantId: string; profileId: string }[]> {
    return this.repository.notedAfter(client, asked);
  }

  /**
   * Shows what came in under these identities, oldest first, events of one instant in the order of the log. What came in
   * through the shard itself is bounded by `upTo`; of other shards all that there is.
   */
  async of(
    client: ClientBase,
    asked: BulkHistories & { readonly tenantId: string },
    identityIds: readonly string[],
    visit: (row: CopiedRow) => void,
  ): Promise<void> {
    if (identityIds.length > 0) await this.repository.copyOf(client, asked, identityIds, visit);
  }

  /** When the event happened: milliseconds since the epoch. */
  at(row: CopiedRow): number {
    return row.instant(column.at);
  }

  /** Where in the log it stands; see `LogPosition`: its transaction … */
  xid(row: CopiedRow): number {
    return row.integer(column.xid);
  }

  /** … and its place in that. */
  seq(row: CopiedRow): number {
    return row.integer(column.seq);
  }

  /** Of a row that `after` shows: whose it is, and the identity it came under. */
  identity(row: CopiedRow): { readonly tenantId: string; readonly identityId: string } {
    return { tenantId: row.uuid(column.tenant), identityId: row.uuid(column.identity) };
  }

  /** What of the event is the same for all of its kind: the number of the text to know it by. See `ByteTexts.of`. */
  kindText(row: CopiedRow, texts: ByteTexts): number {
    return row.numberOfRest(column.type, texts);
  }

  /** What is common to all of its kind. */
  kind(row: CopiedRow): EventKind {
    const type = types.get(row.text(column.type));
    if (type === undefined) throw new Error(`The log holds an event of type ${row.text(column.type)}, which this version does not know.`); // prettier-ignore
    return {
      type,
      name: row.text(column.name),
      vehicle: row.isNull(column.vehicle) ? null : vehicleFactsSchema.parse(row.json(column.vehicle)),
      properties: row.isNull(column.properties) ? undefined : said.parse(row.json(column.properties)),
    };
  }
}

/** Columns of a row. */
const column = {
  identity: 0,
  at: 1,
  xid: 2,
  seq: 3,
  type: 4,
  name: 5,
  vehicle: 6,
  properties: 7,
  tenant: 8,
} as const;
