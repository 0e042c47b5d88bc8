import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { testDataKeys } from '../support/data-keys.js';
import { atLeast, atMost, median, rounded, wrong, type Bench, type Findings } from './bench.js';
import { onGround, type Ground } from './ground.js';

interface Size {
  cars: number;
  rounds: number;
}
const full: Size = { cars: 100_000, rounds: 3 };
const short: Size = { cars: 10_000, rounds: 1 };

const dealers = 40;
const models = ['Ford,Fiesta', 'Ford,Kuga', 'Toyota,RAV4', 'Toyota,Yaris', 'Volkswagen,Golf', 'Volkswagen,Tiguan', 'Kia,Ceed', 'Škoda,Octavia']; // prettier-ignore

/** A car as Google's vehicle listings tell it. */
function line(n: number): string {
  const store = `D-${n % dealers}`;
  const [price, miles] = [5_000 + ((n * 7_919) % 40_000), (n * 104_729) % 120_000];
  return `S-${n},${store},Dealer ${store},"1 High Street, Town ${n % dealers}","${price.toLocaleString('en')}.00 GBP",used,${models[n % models.length] ?? ''},Trim ${n % 23},${2014 + (n % 12)},"${miles.toLocaleString('en')} miles",https://cars.example/${n}.jpg,https://cars.example/${n},2026-0${1 + (n % 9)}-1${n % 10},no,${n % 2 ? 'Blue' : 'Red'},Petrol,${n % 3 ? 'Manual' : 'Automatic'}\n`;
}
const header = 'id,store_code,dealership_name,dealership_address,price,condition,make,model,trim,year,mileage,image_link,link,date_in_stock,certified_pre_owned,exterior_color,fuel_type,transmission\n'; // prettier-ignore

/**
 * A dealer group's whole feed by the command, as an operator runs it, into an empty stock and then once more; beside it the
 * rows that came of it by a bare COPY, into a table with the same indexes, and into one without any.
 */
export const stockFeed: Bench = {
  name: 'stock-feed',
  run: ({ smoke }) => {
    const size = smoke ? short : full;
    return onGround({ apis: 1, workers: 0 }, addDealers, (ground) => measure(ground, size));
  },
};

async function addDealers(pool: Pool, tenant: { id: string }): Promise<void> {
  await pool.query(
    `insert into dealers (id, tenant_id, code, name, city, brands, created_at)
     select gen_random_uuid(), $1, 'D-' || n, 'Dealer ' || n, 'Town ' || n, '{}', now() from generate_series(0, $2 - 1) as n`,
    [tenant.id, dealers],
  );
}

async function measure({ databaseUrl, pool }: Ground, size: Size): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-feed-bench-'));
  try {
    const [path, rows] = [join(folder, 'feed.csv'), join(folder, 'rows.copy')];
    await pipeline(Readable.from(feedOf(size.cars)), createWriteStream(path));
    const rounds: Round[] = [];
    let differences = 0;
    for (let round = 0; round < size.rounds; round++) {
      await pool.query('truncate stock_units cascade');
      const first = await importFeed(folder, databaseUrl, path);
      await copyOut(pool, rows);
      const indexed = await bareCopy(pool, rows, 'including all', size.cars);
      const bare = await bareCopy(pool, rows, '', size.cars);
      const again = await importFeed(folder, databaseUrl, path);
      differences += await differencesFrom(pool, size.cars);
      if (!first.said.includes(`${size.cars} added`) || !again.said.includes(`${size.cars} as they were`)) differences++; // prettier-ignore
      rounds.push({ first, again, indexed, bare });
    }
    return findings(size, rounds, differences);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Import {
  said: string;
  rowsPerSecond: number;
  seconds: number;
  mostMb: number;
}
interface Round {
  first: Import;
  again: Import;
  indexed: number;
  bare: number;
}

function findings({ cars, rounds }: Size, measured: readonly Round[], differences: number): Findings {
  const middle = (of: (round: Round) => number) => median(measured.map(of));
  const row = (what: string, rate: number) => ({ what, 'rows a second': rounded(rate) });
  return {
    about: [
      `A Google vehicle listings feed of ${cars} cars as CSV, by the command import:stock --full; ${rounds} round(s). Memory is the most the whole process held, its time the whole process's, its start included; rates are of the reading and writing.`, // prettier-ignore
    ],
    table: [
      row(
        'feed, into an empty stock',
        middle(({ first }) => first.rowsPerSecond),
      ),
      row(
        'the same feed again',
        middle(({ again }) => again.rowsPerSecond),
      ),
      row(
        'bare COPY, with the indexes',
        middle(({ indexed }) => indexed),
      ),
      row(
        'bare COPY, without any index',
        middle(({ bare }) => bare),
      ),
    ],
    figures: [
      atLeast('share_of_bare_copy', 100 * middle(({ first, indexed }) => first.rowsPerSecond / indexed), '%', 30), // prettier-ignore
      atMost('memory', Math.max(...measured.map(({ first, again }) => Math.max(first.mostMb, again.mostMb))), 'MB', 300), // prettier-ignore
      atMost(
        'unchanged_again',
        middle(({ again }) => again.seconds),
        's',
        10,
      ),
      wrong('differences', differences, 'cars or counts'),
    ],
  };
}

function* feedOf(cars: number): Generator<string> {
  yield header;
  for (let n = 0; n < cars; n++) yield line(n);
}

/** Runs the command as its script does, and watches its memory. */
async function importFeed(folder: string, databaseUrl: string, path: string): Promise<Import> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [resolve('dist/programs/run-here.js'), 'import-stock', path, '--full'],
    {
      cwd: folder,
      env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl, DATA_KEYS: testDataKeys },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let [said, mostMb] = ['', 0];
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const watch = setInterval(() => (mostMb = Math.max(mostMb, peakMb(child.pid ?? 0))), 100);
  await new Promise((done) => child.once('close', done));
  clearInterval(watch);
  const rate = /rows at ([\d,]+) rows\/s/.exec(said)?.[1];
  if (rate === undefined) throw new Error(`the import said nothing of its rate: ${said}`);
  return { said, rowsPerSecond: Number(rate.replaceAll(',', '')), seconds: (performance.now() - began) / 1_000, mostMb }; // prettier-ignore
}

/** Most memory a process held so far, and its children: the kernel keeps count. 0 where there is no such process any more. */
function peakMb(pid: number): number {
  try {
    const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024; // prettier-ignore
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
      .trim()
      .split(' ')
      .filter(Boolean);
    return Math.max(own, ...children.map((child) => peakMb(Number(child))));
  } catch {
    return 0;
  }
}

async function copyOut(pool: Pool, path: string): Promise<void> {
  const client = await pool.connect();
  try {
    await pipeline(client.query(copyTo('copy stock_units to stdout')), createWriteStream(path));
  } finally {
    client.release();
  }
}

/** Rows a second of the same rows by COPY into an empty table. */
async function bareCopy(pool: Pool, path: string, like: string, cars: number): Promise<number> {
  await pool.query(`drop table if exists floor; create table floor (like stock_units ${like})`);
  const client = await pool.connect();
  try {
    const began = performance.now();
    await pipeline(createReadStream(path), client.query(copyFrom('copy floor from stdin')));
    return (cars * 1_000) / (performance.now() - began);
  } finally {
    client.release();
    await pool.query('drop table floor');
  }
}

/** Cars that are not as the feed tells them: counted, and added up by price and place. */
async function differencesFrom(pool: Pool, cars: number): Promise<number> {
  const { rows } = await pool.query(
    `select count(*)::integer as cars, sum(price)::float8 as price, count(distinct dealer_id)::integer as dealers,
       count(*) filter (where fuel_type = 'PETROL' and state = 'AVAILABLE' and in_stock_since is not null)::integer as whole
     from stock_units`,
  );
  const sums = z.object({ cars: z.number(), price: z.number(), dealers: z.number(), whole: z.number() });
  const found = sums.parse(rows[0]);
  const price = Array.from({ length: cars }, (_, n) => 5_000 + ((n * 7_919) % 40_000)).reduce((a, b) => a + b, 0); // prettier-ignore
  return Math.abs(found.cars - cars) + Math.abs(found.whole - cars) + (found.price === price && found.dealers === dealers ? 0 : 1); // prettier-ignore
}
