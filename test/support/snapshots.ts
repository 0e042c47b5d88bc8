import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PostgresHistories } from '../../src/modules/segments/resident/postgres-histories.js';
import { ResidentShard } from '../../src/modules/segments/resident/resident-shard.js';
import type { EventFacts } from '../../src/modules/segments/meaning/deed-fits.js';
import { partsOf, type SnapshotFile } from '../../src/modules/segments/resident/snapshot/sealed-file.js';

/** A folder for snapshots, in which houses that start from now on keep theirs. */
export class TestSnapshots {
  readonly path = mkdtempSync(join(tmpdir(), 'carousel-snapshots-'));

  constructor() {
    process.env['SEGMENT_SNAPSHOTS'] = this.path;
  }

  get files(): string[] {
    return readdirSync(this.path).map((name) => join(this.path, name));
  }

  stop(): void {
    delete process.env['SEGMENT_SNAPSHOTS'];
    rmSync(this.path, { recursive: true, force: true });
  }
}

async function shardOf(source: PostgresHistories, number: number, snapshot: SnapshotFile | null) {
  const [read] = snapshot ? [] : await ResidentShard.load(source, [{ shard: number, rules: [] }]);
  const shard = read?.resident ?? new ResidentShard(number, source);
  if (snapshot) await shard.takeUp([], snapshot.id, partsOf(snapshot));
  return shard;
}

/** What everybody of a shard did, by person: read from PostgreSQL, or taken up from a snapshot. */
export async function historiesOf(
  databaseUrl: string,
  number: number,
  snapshot: SnapshotFile | null,
): Promise<Map<string, string[]>> {
  const source = new PostgresHistories(databaseUrl);
  try {
    const shard = await shardOf(source, number, snapshot);
    const histories = new Map<string, string[]>();
    const { copy } = shard.beginCopy();
    const kinds = new Map<string, EventFacts[]>();
    for (let chunk = shard.copyOn(copy); chunk; chunk = shard.copyOn(copy)) {
      const { tenantId, columns } = chunk;
      const known = [...(kinds.get(tenantId) ?? []), ...chunk.kinds];
      kinds.set(tenantId, known);
      let place = 0;
      columns.lengths.forEach((length, n) => {
        const did = Array.from({ length }, (_, at) => `${columns.at[place + at] ?? 0} ${JSON.stringify(known[columns.kind[place + at] ?? 0])}`); // prettier-ignore
        histories.set(`${tenantId} ${columns.ids.subarray(n * 4, n * 4 + 4).join()}`, did);
        place += length;
      });
    }
    return histories;
  } finally {
    await source.close();
  }
}
