import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { Walks } from '../../src/modules/decisioning/neighbours/walks.js';
import { Random } from '../simulator/random.js';
import { atLeast, atMost, quantile, rounded, type Bench, type Findings } from './bench.js';

const most = 20;

/**
 * What comes next in a browsing session: the part of the truly next items that stand among the first twenty (HR@20), how far
 * up (MRR@20), and how long an answer takes; against what was looked at in the session itself (S-POP) and items that go
 * together (item-KNN, cosine) in the same run. On Diginetica (CIKM Cup 2016) where DIGINETICA_DIR names the folder of
 * diginetica.train.jsonl.gz and diginetica.test.jsonl.gz; else on sessions made up, which prove only that it works.
 */
export const sessions: Bench = {
  name: 'sessions',
  run: ({ smoke }) => Promise.resolve(measure(smoke)),
};

/** What was looked at so far (`s`), and what was looked at then (`t`). */
const caseSchema = z.object({ s: z.array(z.number()), t: z.number() });
type Case = z.infer<typeof caseSchema>;
interface Log {
  readonly train: readonly (readonly number[])[];
  readonly test: readonly Case[];
}

interface Result {
  hits: number;
  reciprocal: number;
  readonly times: number[];
}
type Rival = (walk: readonly number[]) => readonly number[];

function measure(smoke: boolean): Findings {
  const folder = process.env['DIGINETICA_DIR'] ?? '';
  const real = !smoke && existsSync(join(folder, 'diginetica.train.jsonl.gz'));
  const { train, test } = real ? diginetica(folder) : madeUp(smoke ? 4_000 : 40_000);
  const rivals: [string, Rival][] = [
    ['walks alike (ours)', ours(train)],
    ['item-KNN', itemNeighbours(train)],
    ['S-POP', sessionPopular],
  ];
  const results = rivals.map((): Result => ({ hits: 0, reciprocal: 0, times: [] }));
  for (const { s, t } of test) for (const [n, [, rival]] of rivals.entries()) judge(rival, s, t, results[n]);
  const share = (value: number) => (100 * value) / test.length;
  const [first, itemKnn] = results;
  return {
    about: [
      `${train.length.toLocaleString('en')} sessions learned, ${test.length.toLocaleString('en')} next items foretold${real ? ', Diginetica.' : '; made up: without DIGINETICA_DIR nothing real is foretold.'}`,
    ],
    table: rivals.map(([what], n) => ({
      what,
      'HR@20': rounded(share(results[n]?.hits ?? 0)),
      'MRR@20': rounded(share(results[n]?.reciprocal ?? 0)),
      'p50 ms': rounded(quantile(results[n]?.times ?? [], 0.5)),
      'p99 ms': rounded(quantile(results[n]?.times ?? [], 0.99)),
    })),
    figures: [
      ...(real
        ? [
            atLeast('hr_20', share(first?.hits ?? 0), '%', 52),
            atLeast('mrr_20', share(first?.reciprocal ?? 0), '%', 18),
          ]
        : []),
      atLeast('hits_of_item_knn', (first?.hits ?? 0) / (itemKnn?.hits ?? 1), '× those of item-KNN', 1),
      atMost('p50', quantile(first?.times ?? [], 0.5), 'ms', 2),
    ],
  };
}

function judge(rival: Rival, walk: readonly number[], next: number, result: Result | undefined): void {
  const began = performance.now();
  const found = rival(walk);
  result?.times.push(performance.now() - began);
  const place = found.indexOf(next);
  if (!result || place < 0) return;
  result.hits++;
  result.reciprocal += 1 / (place + 1);
}

function ours(train: Log['train']): Rival {
  const walks = new Walks<string>(train.length);
  for (const walk of train) walks.add(walk.map(String));
  return (walk) => walks.after(walk.map(String), most).map(({ item }) => Number(item));
}

/** What was looked at in the session, most often and latest first. */
function sessionPopular(walk: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const [step, item] of walk.entries()) counts.set(item, (counts.get(item) ?? 0) + 1 + step / 1e6);
  return ranked(counts);
}

/** Items that stand in sessions with the last one: cosine over sessions. */
function itemNeighbours(train: Log['train']): Rival {
  const through = new Map<number, number[]>();
  for (const [n, walk] of train.entries())
    for (const item of new Set(walk)) through.set(item, [...(through.get(item) ?? []), n]);
  return (walk) => {
    const last = walk.at(-1) ?? -1;
    const together = new Map<number, number>();
    for (const n of through.get(last) ?? [])
      for (const item of new Set(train[n]))
        if (item !== last) together.set(item, (together.get(item) ?? 0) + 1);
    for (const [item, times] of together)
      together.set(item, times / Math.sqrt(through.get(item)?.length ?? 1));
    return ranked(together);
  };
}

function ranked(scores: ReadonlyMap<number, number>): number[] {
  return [...scores]
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, most)
    .map(([item]) => item);
}

function diginetica(folder: string): Log {
  const lines = (name: string) =>
    gunzipSync(readFileSync(join(folder, name)))
      .toString('utf8')
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  return {
    train: z.array(z.array(z.number())).parse(lines('diginetica.train.jsonl.gz')),
    test: z.array(caseSchema).parse(lines('diginetica.test.jsonl.gz')),
  };
}

/** Shoppers with a taste who go from car to car of it, and now and then back or elsewhere. */
function madeUp(count: number): Log {
  const random = Random.of(71, count);
  const cars = 2_000;
  const walkOf = () => {
    const taste = random.whole(cars / 20) * 20;
    const walk: number[] = [];
    for (let left = 2 + random.whole(6); left > 0; left--) {
      const back = walk[random.whole(walk.length || 1)];
      if (back !== undefined && random.chance(0.2)) walk.push(back);
      else walk.push(random.chance(0.8) ? taste + random.whole(20) : random.whole(cars));
    }
    return walk;
  };
  const test = Array.from({ length: count / 20 }, walkOf);
  return {
    train: Array.from({ length: count }, walkOf),
    test: test.map((walk) => ({ s: walk.slice(0, -1), t: walk.at(-1) ?? 0 })),
  };
}
