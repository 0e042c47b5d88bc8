import { readProbabilities } from './probabilities.js';

const read = (...data: number[]) =>
  readProbabilities(['click'], { click: { dims: [data.length], data: Float32Array.from(data) } }, 2);

describe('readProbabilities', () => {
  it('reads one number a row', () => expect(read(0, 1)).toEqual({ click: Float32Array.of(0, 1) }));

  it.each([[[0.5]], [[0.5, 1.5]], [[0.5, -0.1]], [[0.5, NaN]], [[0.5, Infinity]]])('refuses %j', (data) => {
    expect(() => read(...data)).toThrow(/output click/);
  });

  it('refuses a missing output', () => {
    expect(() => readProbabilities(['lead'], {}, 1)).toThrow('output lead has 0 numbers for 1 rows');
  });
});
