import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { interleaved } from '../bench.js';
import type { Answer } from './asks.js';
import { Holding } from './holding.js';
import { startDuckDb, startPostgres, writeFiles, type Rival } from './rivals.js';
import type { TownSize } from './town.js';

export interface Size extends TownSize {
  /** In turns with DuckDB; and with PostgreSQL, which takes its time. */
  readonly rounds: number;
  readonly postgresRounds: number;
  readonly touchRounds: number;
  /** Events that arrive in such a round. */
  readonly arriving: number;
  readonly seconds: number;
  /** Events of a day. */
  readonly daily: number;
}

/** How long it took, by the clock and in processor time of this process. */
export interface Took {
  readonly ms: number;
  readonly cpuMs: number;
}

/** All that was measured. */
export interface Course {
  readonly held: Answer<'hold'>;
  readonly preview: Answer<'preview'>;
  readonly ours: Took[];
  readonly halves: Took[];
  readonly duckDb: Took[];
  readonly oursBesidePostgres: Took[];
  readonly postgres: Took[];
  readonly differences: number;
  readonly later: Later;
  readonly snapshot: Started;
}

/** How a process starts from what another wrote down. */
export interface Started {
  readonly write: Answer<'write'>;
  readonly takeUp: Answer<'takeUp'>;
  /** People whom it has in other rules. */
  readonly differences: number;
}

type Lend = <T extends { stop(): Promise<void> }>(thing: T) => T;

/** @param lend sees to it that what was started is stopped */
export async function runCourse(size: Size, scratch: string, lend: Lend): Promise<Course> {
  const one = lend(Holding.inProcess());
  const held = await one.hold(size, 0, 1);
  await one.full(1);
  const preview = await one.preview();
  const two = [lend(Holding.inThread()), lend(Holding.inThread())];
  await Promise.all(two.map((half, part) => half.hold(size, part, two.length)));
  const files = writeFiles(scratch, size);
  const duck = lend(await startDuckDb(files));
  const elephant = lend(await startPostgres(join(scratch, 'postgres'), files));
  const whole = () => one.full(1);
  // Whatever is done for the first time is not counted: code is compiled, tables are read.
  const byHalves = () => Promise.all(two.map((half) => half.full(1)));
  await Promise.all([byHalves(), duck.ask()]);
  const [ours = [], halves = [], duckDb = []] = await interleaved(size.rounds, [whole, () => timed(byHalves), () => timed(() => duck.ask())]); // prettier-ignore
  const [oursBesidePostgres = [], postgres = []] = await interleaved(size.postgresRounds, [whole, () => timed(() => elephant.ask())]); // prettier-ignore
  const differences = await differ(one, two, [duck, elephant], preview);
  // Writing needs room of its own, which is not to count as what holding people takes.
  const later = await live(one, size);
  const snapshot = await start(one, lend(Holding.inProcess()), size, scratch);
  return { held, preview, ours, halves, duckDb, oursBesidePostgres, postgres, differences, snapshot, later }; // prettier-ignore
}

async function start(one: Holding, other: Holding, size: Size, scratch: string): Promise<Started> {
  const file = { id: randomUUID(), path: join(scratch, 'town.snapshot'), key: new Uint8Array(randomBytes(32)), about: 'the town' }; // prettier-ignore
  const write = await one.write(file);
  const takeUp = await other.takeUp(size, write.now, file);
  await one.full(1);
  const [were, are] = [await one.members(), await other.members()];
  await other.stop();
  return { write, takeUp, differences: were.reduce((sum, rules, person) => sum + (rules === are[person] ? 0 : 1), 0) }; // prettier-ignore
}

async function timed(act: () => Promise<unknown>): Promise<Took> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await act();
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuMs: (user + system) / 1_000 };
}

/** How many people somebody sees in other rules than the engine does, and rules of which the preview had another size. */
async function differ(
  one: Holding,
  two: readonly Holding[],
  rivals: readonly Rival[],
  { sizes }: Answer<'preview'>,
): Promise<number> {
  const ours = await one.members();
  const parts = await Promise.all(two.map((half) => half.members()));
  const others = [
    ours.map((_, person) => parts[person % parts.length]?.[person] ?? 0),
    ...(await Promise.all(rivals.map((rival) => rival.answer()))),
  ];
  const people = others.map((theirs) => ours.reduce((sum, rules, person) => sum + (rules === theirs[person] ? 0 : 1), 0)); // prettier-ignore
  const rules = sizes.filter(
    (size, rule) => size !== ours.reduce((sum, mask) => sum + ((mask >>> rule) & 1), 0),
  );
  return people.reduce((sum, count) => sum + count, rules.length);
}

/** What is measured as time goes on. */
export interface Later {
  readonly touch: Answer<'touch'>;
  readonly wait: Answer<'wait'>;
  /** People of whom all that was missed: what a look at everybody still changes. */
  readonly missed: number;
  readonly memory: Answer<'memory'>;
  readonly day: Answer<'day'>;
  readonly fewRules: number[];
  readonly manyRules: number[];
}

async function live(one: Holding, { touchRounds, arriving, seconds, daily, rounds }: Size): Promise<Later> {
  const touch = await one.touch(touchRounds, arriving);
  const wait = await one.wait(seconds);
  const { changes: missed } = await one.full(1);
  const memory = await one.memory();
  const day = await one.day(daily);
  const settled = async (variants: number) => {
    await one.full(variants);
    return (await one.full(variants)).ms;
  };
  const [fewRules = [], manyRules = []] = await interleaved(Math.ceil(rounds / 2), [() => settled(1), () => settled(10)]); // prettier-ignore
  return { touch, wait, missed, memory, day, fewRules, manyRules };
}
