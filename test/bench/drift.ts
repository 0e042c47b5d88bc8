import type { DriftReport } from '../../src/models/prediction/drift.js';
import { changeAlerts } from '../../src/modules/drift/alerts/change-alerts.js';
import { added, binOf } from '../../src/modules/drift/counting/bins.js';
import { daysIn, plusDays } from '../../src/modules/drift/counting/days.js';
import { groupsOf } from '../../src/modules/drift/judging/groups.js';
import { judge } from '../../src/modules/drift/judging/judge.js';
import type { InputDay } from '../../src/modules/drift/judging/judge-input.js';
import { psiOf } from '../../src/modules/drift/judging/psi.js';
import { usualThresholds } from '../../src/modules/drift/judging/thresholds.js';
import { referenceEnd } from '../../src/modules/drift/judging/windows.js';
import { modelWords } from '../../src/modules/drift/words/model-words.js';
import { Random } from '../simulator/random.js';
import { atMost, median, rounded, type Bench, type Findings } from './bench.js';

const names = Array.from({ length: 19 }, (_, n) => `input ${n}`);
const inputs = names.map((name) => ({ name, categories: null }));
const first = '2026-01-01';
/** The day on which the first input halves, in worlds where it does. */
const halvesOn = 60;

/** Leads that come one by one, and visitors of whom each is behind six rows of a day. */
const worlds = [
  { what: '12 leads a day', rows: 12, alike: 1 },
  { what: '60 leads a day', rows: 60, alike: 1 },
  { what: '120 offers a day to 20 viewers', rows: 120, alike: 6 },
];

/**
 * Drift: alerts a model and year where nothing changes, and days until one where an input halves, with a look each day at 20 inputs. Beside
 * it the rule of thumb: an index of 0.25 of the last week, whatever the number of rows.
 */
export const drift: Bench = {
  name: 'drift',
  run: ({ smoke }) => Promise.resolve(measure(smoke ? { years: 1, days: 120, shifts: 3 } : { years: 6, days: 365, shifts: 30 })), // prettier-ignore
};

type Days = ReadonlyMap<string, readonly InputDay[]>;

/** Counts of which the mean differs from input to input, weekends quieter than weekdays in number only. */
function play(world: (typeof worlds)[number], days: number, seed: number, halves: boolean): Days {
  const random = Random.of(61, seed);
  const all = daysIn({ from: first, until: plusDays(first, days) });
  return new Map([...names, 'score'].map((name, input) => [name, all.map((day, at): InputDay => {
    const bins = new Map<number, number>();
    const mean = (1 + input) * (halves && input === 0 && at >= halvesOn ? 0.5 : 1) * 2;
    const rows = Math.round(world.rows * (at % 7 < 5 ? 1.2 : 0.5));
    let [total, value] = [0, 0];
    for (let row = 0; row < rows; row++) {
      if (row % world.alike === 0) value = Math.floor(random.exponential(mean));
      total += value;
      bins.set(binOf(value), (bins.get(binOf(value)) ?? 0) + 1);
    }
    return { day, total, bins };
  })]));
} // prettier-ignore

/** Alerts raised by looks of each day, and the first day of one of the first input. */
function ours(days: Days, until: number): { raised: number; found: number | null } {
  const sizes = (days.get('score') ?? []).map(({ day, bins }) => ({ day, rows: [...bins.values()].reduce((sum, count) => sum + count, 0) })); // prettier-ignore
  let [open, raised, found]: [string[], number, number | null] = [[], 0, null];
  for (let day = 13; day < until; day++) {
    const lastDay = plusDays(first, day);
    const seen = new Map([...days].map(([name, all]) => [name, all.slice(0, day + 1)]));
    const common = { inputs, outcomes: [], calibrationDays: 28, outcomesOpenDays: 0, thresholds: usualThresholds, words: modelWords['lead-score'] }; // prettier-ignore
    const report: DriftReport = judge({ ...common, days: seen, lastDay, referenceUntil: referenceEnd(sizes.slice(0, day + 1), lastDay) }); // prettier-ignore
    const { raise, close } = changeAlerts(open, report);
    raised += raise.length;
    if (raise.some(({ subject }) => subject === names[0])) found ??= day;
    open = [...open.filter((subject) => !close.some((each) => each.subject === subject)), ...raise.map(({ subject }) => subject)]; // prettier-ignore
  }
  return { raised, found };
}

/** The same by the rule of thumb: the first week against the last, raised at 0.25, closed below 0.1. */
function thumb(days: Days, until: number): { raised: number; found: number | null } {
  let [raised, found]: [number, number | null] = [0, null];
  for (const [name, all] of days) {
    const reference = added(all.slice(0, 7).map(({ bins }) => bins));
    let isOpen = false;
    for (let day = 13; day < until; day++) {
      const psi = psiOf(groupsOf(reference, added(all.slice(day - 6, day + 1).map(({ bins }) => bins)), false)); // prettier-ignore
      if (!isOpen && psi >= 0.25) {
        raised++;
        if (name === names[0]) found ??= day;
        isOpen = true;
      }
      if (psi < 0.1) isOpen = false;
    }
  }
  return { raised, found };
}

function measure({ years, days, shifts }: { years: number; days: number; shifts: number }): Findings {
  const until = halvesOn + 60;
  const table = worlds.map((world) => {
    const quiet = Array.from({ length: years }, (_, seed) => play(world, days, seed, false));
    const moving = Array.from({ length: shifts }, (_, seed) => play(world, until, 1_000 + seed, true));
    const ways = [ours, thumb].map((way) => {
      const alarms = quiet.reduce((sum, each) => sum + way(each, days).raised, 0) / ((years * days) / 365);
      const waits = moving.map((each) => (way(each, until).found ?? Infinity) - halvesOn + 1);
      return { alarms, wait: median(waits) };
    });
    return { what: world.what, ours: ways[0], thumb: ways[1] };
  });
  return {
    about: [
      `${years} × ${days} days of ${names.length + 1} inputs without drift; ${shifts} times the first of them halves on day ${halvesOn}. A look each day.`,
      'The rule of thumb: the first week against the last, an alert at 0.25, whatever the number of rows.',
    ],
    table: table.map(({ what, ours: own, thumb: rival }) => ({
      what,
      'false alerts a year': rounded(own?.alarms ?? NaN),
      'by the rule of thumb': rounded(rival?.alarms ?? NaN),
      'days until found': rounded(own?.wait ?? NaN),
      'so by the rule': rounded(rival?.wait ?? NaN),
    })),
    figures: [
      atMost('false_alerts', Math.max(...table.map(({ ours: own }) => own?.alarms ?? NaN)), 'a model and year, the worst of three worlds', 0.5), // prettier-ignore
      atMost('days_until_found', table.find(({ what }) => what.startsWith('60'))?.ours?.wait ?? NaN, 'days, at 60 leads a day', 7), // prettier-ignore
    ],
  };
}
