import fc from 'fast-check';
import { speaksFor } from '../../../models/prediction/model-standing.js';
import { aucDifference, aucOf } from './auc.js';
import { calibrationOf } from './calibration.js';
import { weigh } from './gates.js';
import { logLossDifference } from './log-loss.js';
import type { PairedRow, Side } from './paired-row.js';

const words = { what: 'settled leads', comesAbout: 'were sold' };

/** Chance with a memory, so that a test says the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** People of whom each has a true chance; `said` makes of it what the two versions say. */
function people(count: number, said: (truth: number, roll: () => number) => Pick<PairedRow, Side>, seed = 7): PairedRow[] {
  const roll = dice(seed);
  return Array.from({ length: count }, () => {
    const truth = 0.02 + 0.5 * roll() ** 2;
    return { happened: roll() < truth, ...said(truth, roll) };
  });
} // prettier-ignore

const blurred = (truth: number, roll: () => number, by: number) => {
  const logOdds = Math.log(truth / (1 - truth)) + by * (roll() + roll() + roll() - 1.5);
  return 1 / (1 + Math.exp(-logOdds));
};
const holding = (rows: readonly PairedRow[]) => weigh('v1', rows, words).gates.map(({ gate, holds }) => `${gate} ${holds}`); // prettier-ignore

describe('the evidence for a version', () => {
  it('speaks for one that knows more, and against one that knows less', () => {
    const better = people(4_000, (truth, roll) => ({ champion: blurred(truth, roll, 2), challenger: truth }));
    expect(speaksFor(weigh('v1', better, words))).toBe(true);
    const worse = better.map(({ champion, challenger, ...row }) => ({ ...row, champion: challenger, challenger: champion })); // prettier-ignore
    expect(holding(worse)).toEqual(['SUPPORT true', 'LOG_LOSS false', 'RANKING false', 'CALIBRATION false']);
    expect(weigh('v1', worse, words).gates[1]?.sentence).toMatch(/higher beyond chance/);
  });

  it('does not speak for one that says the same', () => {
    const same = people(4_000, (truth) => ({ champion: truth, challenger: truth }));
    expect(holding(same)).toEqual(['SUPPORT true', 'LOG_LOSS false', 'RANKING true', 'CALIBRATION true']);
    expect(weigh('v1', same, words).gates[1]?.sentence).toMatch(/cannot be told from/);
  });

  it('does not speak for one that ranks well and says probabilities that do not hold', () => {
    const loud = people(4_000, (truth, roll) => ({ champion: blurred(truth, roll, 1), challenger: Math.sqrt(truth) })); // prettier-ignore
    expect(holding(loud)).toEqual(['SUPPORT true', 'LOG_LOSS false', 'RANKING true', 'CALIBRATION false']);
  });

  it('says nothing on thin support, however well it looks', () => {
    const few = people(300, (truth, roll) => ({ champion: blurred(truth, roll, 4), challenger: truth }));
    const { gates, positives } = weigh('v1', few, words);
    expect(positives).toBeLessThan(100);
    expect(gates).toEqual([{ gate: 'SUPPORT', holds: false, champion: null, challenger: null, sentence: `Of 300 settled leads that neither version was taught with only ${positives} were sold; 100 are needed. Wait for more.` }]); // prettier-ignore
    expect(weigh('v1', [], words).gates).toHaveLength(1);
  });

  it('rarely speaks for one that is no better: chance lets through one of forty at most', () => {
    const runs = Array.from(
      { length: 200 },
      (_, seed) =>
      people(1_500, (truth, roll) => ({ champion: blurred(truth, roll, 1), challenger: blurred(truth, roll, 1) }), seed + 1), // prettier-ignore
    );
    expect(runs.filter((rows) => speaksFor(weigh('v1', rows, words))).length).toBeLessThan(12);
  });
});

describe('its figures', () => {
  const anyRows = fc.array(
    fc.record({
      happened: fc.boolean(),
      champion: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
      challenger: fc.integer({ min: 1, max: 9 }).map((tenths) => tenths / 10),
    }),
    { minLength: 8, maxLength: 60 },
  );
  const both = (rows: readonly PairedRow[]) =>
    [true, false].every((is) => rows.filter(({ happened }) => happened === is).length >= 2);

  it('are the AUC counted pair by pair', () => {
    fc.assert(
      fc.property(anyRows.filter(both), (rows) => {
        const hits = rows.filter(({ happened }) => happened);
        const misses = rows.filter(({ happened }) => !happened);
        const won = (hit: PairedRow, miss: PairedRow): number => hit.champion > miss.champion ? 1 : hit.champion === miss.champion ? 0.5 : 0; // prettier-ignore
        const wins = hits.flatMap((hit) => misses.map((miss) => won(hit, miss)));
        expect(aucOf(rows, 'champion')).toBeCloseTo(wins.reduce((sum, each) => sum + each, 0) / wins.length, 9); // prettier-ignore
      }),
    );
  });

  it('turn round when the versions change places, and hold the difference within', () => {
    fc.assert(
      fc.property(anyRows.filter(both), (rows) => {
        const turned = rows.map(({ happened, champion, challenger }) => ({ happened, champion: challenger, challenger: champion })); // prettier-ignore
        for (const difference of [aucDifference, logLossDifference]) {
          const [there, back] = [difference(rows), difference(turned)];
          expect(there.value).toBeCloseTo(-back.value, 9);
          expect(there.low).toBeCloseTo(-back.high, 9);
          expect(there.low).toBeLessThanOrEqual(there.value + 1e-12);
        }
      }),
    );
  });

  it('find probabilities that are right within what chance does, nearly always', () => {
    const runs = Array.from({ length: 100 }, (_, seed) => people(1_000, (truth) => ({ champion: truth, challenger: truth }), seed + 1)); // prettier-ignore
    const within = runs.filter((rows) => {
      const { error, byChance } = calibrationOf(rows, 'champion');
      return error <= byChance;
    });
    expect(within.length).toBeGreaterThanOrEqual(88);
  });
});
