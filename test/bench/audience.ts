import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCourse, type Course, type Size, type Took } from './audience/course.js';
import {
  atLeast,
  atMost,
  median,
  quantile,
  rounded,
  wrong,
  type Bench,
  type Figure,
  type Findings,
} from './bench.js';
import { interruption } from './ground.js';

const full: Size = { people: 1_000_000, events: 20_000_000, rounds: 5, postgresRounds: 2, touchRounds: 400, arriving: 1_000, seconds: 600, daily: 222_222 }; // prettier-ignore
const short: Size = { people: 20_000, events: 400_000, rounds: 3, postgresRounds: 1, touchRounds: 20, arriving: 1_000, seconds: 30, daily: 4_444 }; // prettier-ignore

/**
 * A million people with twenty million events and twenty rules: all memberships found anew, by the engine on one thread and on
 * two, by DuckDB and by PostgreSQL, and compared; what a rule reaches; who was touched, and whose time has come. The engine's
 * memory is that of a process which holds nothing else.
 */
export const audience: Bench = {
  name: 'audience',
  run: async ({ smoke }) => {
    const size = smoke ? short : full;
    const scratch = mkdtempSync(join(tmpdir(), 'carousel-bench-'));
    chmodSync(scratch, 0o755);
    const stops: (() => Promise<void>)[] = [];
    try {
      const course = runCourse(size, scratch, (thing) => {
        stops.push(() => thing.stop());
        return thing;
      });
      course.catch(() => undefined);
      return report(size, await Promise.race([course, interruption()]));
    } finally {
      for (const stop of stops.toReversed()) await stop();
      rmSync(scratch, { recursive: true, force: true });
    }
  },
};

function report(size: Size, course: Course): Findings {
  const { held, preview, ours, halves, duckDb, oursBesidePostgres, postgres, snapshot, later } = course;
  const row = (what: string, took: readonly Took[]) => ({ what, ms: rounded(median(took.map(({ ms }) => ms))), cpuMs: rounded(median(took.map(({ cpuMs }) => cpuMs))) }); // prettier-ignore
  const times = (what: string, ms: readonly number[]) => ({ what, ms: rounded(median(ms)), p99Ms: rounded(quantile(ms, 0.99)), mostMs: rounded(quantile(ms, 1)) }); // prettier-ignore
  return {
    about: [
      `${size.people.toLocaleString('en')} people with ${held.events.toLocaleString('en')} events in 90 days, 20 rules; ${size.rounds} round(s) in turns with DuckDB on two threads, ${size.postgresRounds} with PostgreSQL. Loaded in ${rounded(held.ms / 1_000)} s.`,
    ],
    table: [
      row('all memberships, one thread', ours),
      row('all memberships, two threads', halves),
      row('DuckDB, one scan, two threads', duckDb),
      { ...row('PostgreSQL, one scan of a covering index', postgres), cpuMs: '' },
      row('one thread, in turns with PostgreSQL', oursBesidePostgres),
      times('preview of a rule, exact', preview.ms),
      times(`${size.arriving} events, and a look at those they are of`, later.touch.ms),
      times('a second passes: those whose time has come', later.wait.ms),
      { what: `a day of ${size.daily.toLocaleString('en')} events, in which ${later.day.changes.toLocaleString('en')} come or go`, ms: rounded(later.day.ms) }, // prettier-ignore
      { what: 'a process starts from a snapshot', ms: rounded(snapshot.takeUp.ms) },
      { what: 'it is written', ms: rounded(snapshot.write.ms), mostMs: rounded(snapshot.write.pauseMs) },
      { what: '20 rules, later', ms: rounded(median(later.fewRules)) },
      { what: '200 rules', ms: rounded(median(later.manyRules)) },
      {
        what: `memory: ${rounded(later.memory.peakMb)} MB at most, ${rounded(later.memory.nowMb)} MB at the end`,
      },
    ],
    figures: figures(size, course),
  };
}

function figures({ people }: Size, course: Course): Figure[] {
  const { preview, ours, halves, duckDb, oursBesidePostgres, postgres, snapshot, later } = course;
  const scan = (median(later.wait.ms) / people) * 1_000_000;
  return [
    atLeast('full_vs_duckdb', ratio(duckDb, ours), 'x', 8),
    atLeast('full_vs_postgresql', ratio(postgres, oursBesidePostgres), 'x', 50),
    atLeast('two_workers', ratio(ours, halves), 'x', 1.7),
    atMost('preview_median', median(preview.ms), 'ms', 100),
    atMost('preview_max', quantile(preview.ms, 1), 'ms', 350),
    atMost('touched_p99', quantile(later.touch.ms, 0.99), 'ms', 50),
    atMost('due_scan', scan, 'ms per million', 2),
    atMost('peak_memory', later.memory.peakMb, 'MB', 500),
    atMost('start_from_snapshot', snapshot.takeUp.ms / 1_000, 's', 3),
    atMost('rules_200_vs_20', median(later.manyRules) / median(later.fewRules), 'x', 6),
    wrong('missed_in_a_day', later.day.missed, 'people'),
    wrong('differences', course.differences + snapshot.differences + later.missed, 'people'),
  ];
}

/** The middle of what one took to what another took beside it. */
function ratio(slow: readonly Took[], fast: readonly Took[]): number {
  return median(slow.map(({ ms }, round) => ms / (fast[round]?.ms ?? NaN)));
}
