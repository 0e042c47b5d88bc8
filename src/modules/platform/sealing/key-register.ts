import { createHmac, type KeyObject } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ConfigError } from '../config.js';
import { changesName } from '../changes.js';
import type { DataKeys } from './data-keys.js';

/** Stands in the place of keys while ids are being hashed anew. */
const rehashing = 'rehashing';
const unfinished =
  'People in this database are being hashed anew under another key lookup: let `npm run keys:rehash` run to its end first.';

/**
 * Makes sure before anything opens that `DATA_KEYS` names every key this database's personal data is kept under, and
 * writes down those it will be kept under from now on. Of a key the database knows the id and a fingerprint.
 * @throws ConfigError where a key is missing, or another under its name
 */
export async function settleKeys(dataSource: DataSource, keys: DataKeys): Promise<void> {
  const used: { id: string; fingerprint: string }[] = await dataSource.query(
    'select id, fingerprint from data_keys order by id',
  );
  if (used.some(({ id }) => id === rehashing)) throw new ConfigError(unfinished);
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

/**
 * Keeps every process from starting until `endRehash`; then any lookup key will do.
 * @throws ConfigError while one runs
 */
export async function beginRehash(dataSource: DataSource): Promise<void> {
  const [row]: { running: string }[] = await dataSource.query(
    'select count(*) as running from pg_stat_activity where datname = current_database() and starts_with(application_name, $1)',
    [changesName],
  );
  // One of them is ours.
  if (Number(row?.running ?? 0) > 1)
    throw new ConfigError('other processes of Carousel are connected to this database. Stop every API and worker first.'); // prettier-ignore
  await dataSource.query(
    `with gone as (delete from data_keys where id = 'lookup')
     insert into data_keys (id, fingerprint) values ($1, '') on conflict do nothing`,
    [rehashing],
  );
}

/** Lets processes start again, those with this lookup key. */
export async function endRehash(dataSource: DataSource, { lookup }: DataKeys): Promise<void> {
  await dataSource.query(
    `with gone as (delete from data_keys where id = $1)
     insert into data_keys (id, fingerprint) values ('lookup', $2)`,
    [rehashing, fingerprintOf('lookup', lookup)],
  );
}

/**
 * Makes sure that every process of Carousel seals under this key: one that does not would go on sealing under its own, and
 * may not open what is sealed anew.
 * @throws ConfigError where another runs
 */
export async function allSealUnder(dataSource: DataSource, { current }: DataKeys): Promise<void> {
  const others: { id: string }[] = await dataSource.query(
    `select distinct split_part(application_name, ' ', 2) as id from pg_stat_activity
     where datname = current_database() and starts_with(application_name, $1) and split_part(application_name, ' ', 2) <> $2`,
    [`${changesName} `, current],
  );
  const [other] = others;
  if (other)
    throw new ConfigError(
      `a process that seals under ${other.id} is connected to this database. Stop and start every API and worker with these DATA_KEYS first.`,
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
