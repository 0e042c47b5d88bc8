import { createHmac, type KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ConfigError } from '../config.js';
import type { DataKeys } from './data-keys.js';

/**
 * Makes sure before anything opens that `DATA_KEYS` names every key this database's personal data is kept under, and
 * writes down those it will be kept under from now on. Of a key the database knows the id and a fingerprint.
 * @throws ConfigError where a key is missing, or another under its name
 */
export async function settleKeys(dataSource: DataSource, keys: DataKeys): Promise<void> {
  const used: { id: string; fingerprint: string }[] = await dataSource.query(
    'select id, fingerprint from data_keys order by id',
  );
  for (const { id, fingerprint } of used) {
    const key = id === 'lookup' ? keys.lookup : keys.sealing.get(id);
    if (!key)
      throw new ConfigError(
        `DATA_KEYS lacks the key ${id}, under which personal data in this database is kept: put it back (npm start keeps its keys in .data/data-keys).`,
      );
    if (fingerprintOf(id, key) !== fingerprint)
      throw new ConfigError(
        `DATA_KEYS gives another key as ${id} than the one personal data in this database is kept under: put the first one back (npm start keeps its keys in .data/data-keys).`,
      );
  }
  await dataSource.query(
    'insert into data_keys (id, fingerprint) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
    inUse(keys),
  );
}

/** Strikes off every key that nothing is kept under any more, and returns their ids. */
export async function strikeOff(dataSource: DataSource, keys: DataKeys): Promise<string[]> {
  const [gone]: [{ id: string }[], number] = await dataSource.query(
    'delete from data_keys where id <> all($1) returning id',
    [['lookup', keys.current]],
  );
  return gone.map(({ id }) => id).sort();
}

function inUse({ lookup, sealing, current }: DataKeys): [string[], string[]] {
  const key = sealing.get(current);
  const entries: [string, KeyObject][] = [['lookup', lookup], ...(key ? [[current, key] satisfies [string, KeyObject]] : [])]; // prettier-ignore
  return [entries.map(([id]) => id), entries.map(([id, one]) => fingerprintOf(id, one))];
}

function fingerprintOf(id: string, key: KeyObject): string {
  return createHmac('sha256', key).update(`carousel data key ${id}`).digest('hex').slice(0, 16);
}
