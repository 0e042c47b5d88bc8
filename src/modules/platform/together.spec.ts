import { setTimeout as sleep } from 'node:timers/promises';
import { Together } from './together.js';

describe('what is done together', () => {
  it('is what came within a while, and then what came meanwhile; each is answered with its own', async () => {
    const rounds: number[][] = [];
    const together = new Together<number, number>(async (all) => {
      rounds.push([...all]);
      await sleep(30);
      return all.map((n) => n * 2);
    }, 10);
    const first = [1, 2, 3].map((n) => together.add(n));
    await sleep(20);
    const later = [4, 5].map((n) => together.add(n));
    expect(await Promise.all([...first, ...later])).toEqual([2, 4, 6, 8, 10]);
    expect(rounds).toEqual([
      [1, 2, 3],
      [4, 5],
    ]);
    expect(await together.add(6)).toBe(12);
  });

  it('fails for nobody else', async () => {
    const rounds: number[][] = [];
    const together = new Together<number, number>((all) => {
      rounds.push([...all]);
      return all.includes(2) ? Promise.reject(new Error('not 2')) : Promise.resolve(all);
    }, 0);
    const settled = await Promise.allSettled([1, 2, 3].map((n) => together.add(n)));
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(rounds).toEqual([[1, 2, 3], [1, 2], [1], [2], [3]]);
  });
});
