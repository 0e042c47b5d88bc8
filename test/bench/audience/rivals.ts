import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { Pool } from 'pg';
import { z } from 'zod';
import { EmbeddedPostgres } from '../../../src/modules/platform/embedded-postgres.js';
import { rulesSql } from './rules-sql.js';
import { Town, traitsOf, type TownSize } from './town.js';
import { kinds } from './vocabulary.js';

/** A database that answers the 20 rules for everybody. */
export interface Rival {
  /** Asks, and keeps the answer as a table. */
  ask(): Promise<unknown>;
  /** Of each person, a bit for each rule they are in. */
  answer(): Promise<Uint32Array>;
  stop(): Promise<void>;
}

/** What rivals read: both files as comma-separated values, people in order, what each did oldest first. */
export interface Files {
  readonly deeds: string;
  readonly people: string;
}

const rowsAtOnce = 50_000;

/** Writes what rivals read. Their own copies of what kinds mean come with each row: joins are not what is measured. */
export function writeFiles(folder: string, size: TownSize): Files {
  const files = { deeds: join(folder, 'deeds.csv'), people: join(folder, 'people.csv') };
  const town = new Town(size);
  const meanings = kinds.map(({ type, model, body, band, isElectric, amount }) => `,${type},${Math.max(0, model)},${body},${band},${isElectric},${amount}\n`); // prettier-ignore
  write(files.deeds, function* () {
    for (let person = 0; person < size.people; person++) {
      const count = town.didBy(person);
      for (let n = 0; n < count; n++)
        yield `${person},${town.at[n] ?? 0}${meanings[town.kind[n] ?? 0] ?? ''}`;
    }
  });
  write(files.people, function* () {
    for (let person = 0; person < size.people; person++) {
      const { city, budget, mail, sms } = traitsOf(person);
      yield `${person},${city},${budget},${mail},${sms}\n`;
    }
  });
  return files;
}

function write(path: string, rows: () => Iterable<string>): void {
  const file = openSync(path, 'w', 0o644);
  let [text, count] = ['', 0];
  for (const row of rows()) {
    text += row;
    if (++count % rowsAtOnce > 0) continue;
    writeSync(file, text);
    text = '';
  }
  writeSync(file, text);
  closeSync(file);
}

/** DuckDB in this process, in memory, on two threads. */
export async function startDuckDb({ deeds, people }: Files): Promise<Rival> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  const columns = (names: Record<string, string>) => `{${Object.entries(names).map(([name, type]) => `${name}: '${type}'`).join(', ')}}`; // prettier-ignore
  const read = (path: string, names: Record<string, string>) => `read_csv('${path}', header = false, columns = ${columns(names)})`; // prettier-ignore
  await connection.run(`create table deeds as from ${read(deeds, { person: 'integer', ts: 'integer', type: 'tinyint', model: 'tinyint', body: 'tinyint', band: 'tinyint', electric: 'boolean', amount: 'integer' })}`); // prettier-ignore
  await connection.run(`create table people as from ${read(people, { person: 'integer', city: 'varchar', budget: 'integer', mail: 'boolean', sms: 'boolean' })}`); // prettier-ignore
  const statement = `create or replace table answer as ${rulesSql((number) => `bit_count(${number})`)}`;
  return {
    ask: () => connection.run(statement),
    answer: async () => {
      const reader = await connection.runAndReadAll('select rules::integer from answer order by person');
      return Uint32Array.from(z.array(z.number()).parse(reader.getColumns()[0]));
    },
    stop: () => {
      connection.closeSync();
      instance.closeSync();
      return Promise.resolve();
    },
  };
}

/** What a server of its own would be given on such a machine. Nothing here waits for a disk to be sure. */
const settings = { shared_buffers: '4GB', work_mem: '512MB', maintenance_work_mem: '1GB', max_wal_size: '16GB', fsync: 'off', jit: 'off' }; // prettier-ignore

/** PostgreSQL with an index that covers all that is asked, so that one scan of it in order is enough. */
export async function startPostgres(folder: string, { deeds, people }: Files): Promise<Rival> {
  const server = await EmbeddedPostgres.start(folder, settings);
  const pool = new Pool({ connectionString: `${server.baseUrl}/postgres`, max: 1 });
  pool.on('error', () => undefined);
  await pool.query('create unlogged table deeds (person integer, ts integer, type smallint, model smallint, body smallint, band smallint, electric boolean, amount integer)'); // prettier-ignore
  await pool.query('create unlogged table people (person integer primary key, city text, budget integer, mail boolean, sms boolean)'); // prettier-ignore
  await pool.query(`copy deeds from '${deeds}' (format csv)`);
  await pool.query(`copy people from '${people}' (format csv)`);
  await pool.query('create index on deeds (person, ts) include (type, model, body, band, electric, amount)');
  await pool.query('vacuum analyze deeds');
  await pool.query('vacuum analyze people');
  const statement = rulesSql((number) => `bit_count((${number})::bit(64))`);
  return {
    ask: async () => {
      await pool.query('drop table if exists answer');
      await pool.query(`create unlogged table answer as ${statement}`);
    },
    answer: async () => {
      const { rows } = await pool.query<{ rules: number }>('select rules from answer order by person');
      return Uint32Array.from(rows, ({ rules }) => rules);
    },
    stop: async () => {
      await pool.end();
      await server.stop();
    },
  };
}
