import { Sample } from './sample.js';

/** Draws samples of rows of people. Returns in which share of the draws the truth lay within the error. */
function held(rows: readonly (readonly boolean[])[], chance: () => number): number {
  const truth = rows.flat().filter(Boolean).length;
  const draws = 300;
  let within = 0;
  for (let draw = 0; draw < draws; draw++) {
    const sample = new Sample(rows.flat().length);
    for (let n = 0; n < 100; n++) {
      const row = rows[Math.floor(chance() * rows.length)] ?? [];
      sample.add(row.length, row.filter(Boolean).length);
    }
    const { size, error } = sample.estimate;
    if (Math.abs(size - truth) <= error) within++;
  }
  return within / draws;
}

function dice() {
  let seed = 7;
  return () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
}

describe('a sample', () => {
  it('holds the truth within its error in nineteen of twenty draws', () => {
    const chance = dice();
    const rows = Array.from({ length: 1_500 }, () => Array.from({ length: 32 }, () => chance() < 0.1));
    const share = held(rows, chance);
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.99);
  });

  it('holds it too where those of a row are alike, and rows are of different lengths', () => {
    const chance = dice();
    const rows = Array.from({ length: 1_500 }, () => {
      const often = chance() < 0.3 ? 0.9 : 0.05;
      return Array.from({ length: 8 + Math.floor(chance() * 24) }, () => chance() < often);
    });
    const share = held(rows, chance);
    expect(share).toBeGreaterThan(0.91);
    expect(share).toBeLessThan(0.99);
  });

  it('admits that those whom nobody of the sample is like may still exist', () => {
    const sample = new Sample(1_000_000);
    for (let n = 0; n < 625; n++) sample.add(32, 0);
    expect(sample.estimate).toEqual({ size: 0, error: 147 });
  });
});
