import { Sample } from './sample.js';

describe('a sample', () => {
  it('holds the truth within its error in nineteen of twenty draws', () => {
    let seed = 7;
    const chance = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
    const people = Array.from({ length: 50_000 }, () => chance() < 0.03);
    const truth = people.filter(Boolean).length;
    let held = 0;
    const draws = 300;
    for (let draw = 0; draw < draws; draw++) {
      const sample = new Sample(people.length);
      for (let n = 0; n < 2_000; n++) sample.add(people[Math.floor(chance() * people.length)] === true);
      const { size, error } = sample.estimate;
      if (Math.abs(size - truth) <= error) held++;
    }
    expect(held / draws).toBeGreaterThan(0.92);
    expect(held / draws).toBeLessThan(0.99);
  });

  it('admits that those whom nobody of the sample is like may still exist', () => {
    const sample = new Sample(1_000_000);
    for (let n = 0; n < 20_000; n++) sample.add(false);
    expect(sample.estimate).toEqual({ size: 0, error: 147 });
  });
});
