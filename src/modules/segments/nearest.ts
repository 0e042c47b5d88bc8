/** The word among these that is most like one that somebody wrote, in any case; undefined where none is like it. */
export function nearest(written: string, words: readonly string[]): string | undefined {
  const wanted = written.toLowerCase();
  const [best] = words
    .map((word) => ({ word, steps: stepsBetween(wanted, word.toLowerCase()) }))
    .toSorted((one, other) => one.steps - other.steps);
  return best && best.steps <= Math.max(1, best.word.length / 4) ? best.word : undefined;
}

/** How many letters must be put in, taken out or changed to make one text out of the other. */
function stepsBetween(one: string, other: string): number {
  let row = Array.from({ length: Array.from(other).length + 1 }, (_, at) => at);
  for (const [n, letter] of Array.from(one).entries()) {
    const next = [n + 1];
    for (const [at, opposite] of Array.from(other).entries()) {
      const changed = (row[at] ?? 0) + (letter === opposite ? 0 : 1);
      next.push(Math.min(changed, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
