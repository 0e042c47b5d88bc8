/** Most rows that a target takes with one call: Google's and Meta's own limit. */
export const batchRows = 10_000;

/** How many batches so many rows make. */
export function batchesOf(rows: number): number {
  return Math.ceil(rows / batchRows);
}

/**
 * The rows of one batch, counted from 1, out of parts that are made of whole rows. It reads no further than it has to.
 */
export async function* batchOf(
  parts: AsyncIterable<string>,
  batch: number,
  most: number = batchRows,
): AsyncGenerator<string> {
  const [from, to] = [(batch - 1) * most, batch * most];
  let at = 0;
  for await (const part of parts) {
    const rows = part.split('\n').slice(0, -1);
    const own = rows.slice(Math.max(0, from - at), Math.max(0, to - at));
    if (own.length > 0) yield own.map((row) => `${row}\n`).join('');
    at += rows.length;
    if (at >= to) return;
  }
}
