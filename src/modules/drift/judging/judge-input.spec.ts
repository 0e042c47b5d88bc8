import { binOf } from '../counting/bins.js';
import { daysIn } from '../counting/days.js';
import { judgeInput, type InputDay } from './judge-input.js';
import { usualThresholds } from './thresholds.js';

/** Chance with a memory, so that a test says the same each time. */
function dice(seed: number): () => number {
  let state = seed + 1;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) ^ 0x9e3779b9;
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    return ((state ^= state >>> 15) >>> 0) / 4_294_967_296;
  };
}
type Roll = () => number;
const views = (mean: number) => (roll: Roll) => Math.floor(-mean * Math.log(1 - roll()));

/** Weeks of rows; `alike` of them in a row have one value, as people come back within a day. */
function weeks(from: string, until: string, rowsADay: number, value: (roll: Roll, day: string) => number | null, roll: Roll, alike = 1): InputDay[] {
  return daysIn({ from, until }).map((day) => {
    const bins = new Map<number, number>();
    let total = 0;
    let current: number | null = null;
    for (let row = 0; row < rowsADay; row++) {
      if (row % alike === 0) current = value(roll, day);
      bins.set(binOf(current), (bins.get(binOf(current)) ?? 0) + 1);
      total += current ?? 0;
    }
    return { day, total, bins };
  });
} // prettier-ignore

const input = { name: 'vehicleViews14d', categories: null };
const terms = { thresholds: usualThresholds, alpha: 0.001 / 20, scatter: 1 };
const reference = ['2026-10-01', '2026-10-08'] as const;
const recent = ['2026-10-08', '2026-10-15'] as const;
interface Told { readonly rows?: number; readonly alike?: number; readonly now?: (roll: Roll, day: string) => number | null } // prettier-ignore
const judged = (seed: number, { rows = 50, alike = 1, now = views(5) }: Told = {}) => {
  const roll = dice(seed);
  return judgeInput(input, { before: weeks(...reference, rows, views(5), roll, alike), now: weeks(...recent, rows, now, roll, alike) }, terms); // prettier-ignore
};
const seeds = Array.from({ length: 150 }, (_, n) => n * 7_919);

describe('an input beside its reference', () => {
  // 20 inputs share the chance of one in a thousand, so 150 looks at one of them should find nothing, or next to it.
  it.each([
    { what: 'many rows', rows: 150, alike: 1 },
    { what: 'as few as are looked at', rows: 15, alike: 1 },
    { what: 'people who come back', rows: 120, alike: 6 },
  ])('is called stable where nothing changed: $what', ({ rows, alike }) => {
    const alarms = seeds.filter((seed) => judged(seed, { rows, alike }).state !== 'STABLE');
    expect(alarms.length).toBeLessThanOrEqual(1);
  });

  it('is found out where people do otherwise, nearly always, with the two means', () => {
    const found = seeds.slice(0, 100).map((seed) => judged(seed, { now: views(1) }));
    expect(found.filter(({ state }) => state === 'DRIFTED').length).toBeGreaterThanOrEqual(98);
    expect(found[0]?.before).toBeGreaterThan(3.5);
    expect(found[0]?.now).toBeLessThan(1.5);
  });

  it('says since when', () => {
    const days = seeds.slice(0, 50).map((seed) => judged(seed, { now: (roll, day) => views(day < '2026-10-11' ? 5 : 0.5)(roll) }).since); // prettier-ignore
    expect(days.filter((day) => day === '2026-10-11').length).toBeGreaterThan(40);
  });

  it('is watched where little moved beyond chance, and no word is said of less', () => {
    expect(judged(1, { rows: 2_000, now: views(7.5) }).state).toBe('WATCH');
    expect(judged(1, { rows: 20_000, now: views(5.3) })).toMatchObject({ state: 'STABLE' });
  });

  it('is found out where it is no longer known', () => {
    const gone = (roll: Roll) => (roll() < 0.4 ? null : views(5)(roll));
    expect(judged(1, { now: gone })).toMatchObject({ state: 'DRIFTED' });
  });
});
