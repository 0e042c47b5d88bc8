import { v7 as uuidv7 } from 'uuid';
import { Lottery, mostADay, rankOf } from './pick.js';

/** Chance with a memory, so that a test says the same each time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296);
}

describe('the sample of a day', () => {
  it('holds those with the lowest ranks, whatever the number of processes, and lets most of a busy day go', () => {
    const roll = dice(7);
    const all = Array.from({ length: 100_000 }, roll);
    const processes = [new Lottery(), new Lottery(), new Lottery()];
    const kept = all.filter((rank, n) => processes[n % 3]?.takes('2026-11-22', rank));
    const lowest = (ranks: readonly number[]) => ranks.toSorted((a, b) => a - b).slice(0, mostADay);
    expect(lowest(kept)).toEqual(lowest(all));
    expect(kept.length).toBeLessThan(all.length / 2);
  });

  it('begins anew each day, and keeps all of a quiet one', () => {
    const [roll, lottery] = [dice(3), new Lottery()];
    for (let n = 0; n < 50_000; n++) lottery.takes('2026-11-22', roll());
    expect(Array.from({ length: mostADay }, () => lottery.takes('2026-11-23', roll())).every(Boolean)).toBe(
      true,
    );
  });

  it('goes by chance: ids of one instant have ranks all over', () => {
    const ranks = Array.from({ length: 2_000 }, () => rankOf(uuidv7({ msecs: 1_763_970_000_000 })));
    expect(ranks.filter((rank) => rank < 2 ** 31).length).toBeGreaterThan(850);
    expect(ranks.filter((rank) => rank < 2 ** 31).length).toBeLessThan(1_150);
  });
});
