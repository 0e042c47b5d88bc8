import { batchesOf, batchOf } from './batches.js';

async function* parts(...sizes: number[]): AsyncGenerator<string> {
  let row = 0;
  for (const size of sizes)
    yield await Promise.resolve(Array.from({ length: size }, () => `${++row}\n`).join(''));
}
const rowsOf = async (batch: number, ...sizes: number[]) => {
  const rows: number[] = [];
  for await (const text of batchOf(parts(...sizes), batch, 4))
    rows.push(...text.trim().split('\n').map(Number));
  return rows;
};

describe('batches of a file', () => {
  it('hold so many rows each, however parts lie, and all of them once', async () => {
    expect([await rowsOf(1, 3, 3, 4), await rowsOf(2, 3, 3, 4), await rowsOf(3, 3, 3, 4)]).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [9, 10],
    ]);
    expect([await rowsOf(1, 9), await rowsOf(2, 9), await rowsOf(3, 9)]).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]); // prettier-ignore
    expect([await rowsOf(1, 4), await rowsOf(2, 4), await rowsOf(1)]).toEqual([[1, 2, 3, 4], [], []]);
  });

  it('are as many as it takes', () => {
    expect([0, 1, 10_000, 10_001].map(batchesOf)).toEqual([0, 1, 1, 2]);
  });

  it('read no further than they have to', async () => {
    let read = 0;
    const counted = (async function* () {
      for await (const part of parts(2, 2, 2, 2)) {
        read++;
        yield part;
      }
    })();
    for await (const _ of batchOf(counted, 1, 4));
    expect(read).toBe(2);
  });
});
