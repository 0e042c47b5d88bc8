import { added, type Histogram } from '../counting/bins.js';
import { groupsOf, type Group } from './groups.js';

/**
 * How much more the days of the reference differ from each other than independent rows would: Pearson's chi-squared of days by groups, by
 * its degrees of freedom; at least 1. People who come back, weekdays and campaigns make rows alike, and so much less is known.
 */
export function scatterOf(days: readonly Histogram[], groups: readonly Group[]): number {
  const counts = days.map((day) => groups.map(({ from, to }) => within(day, from, to)));
  const sizes = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const seen = groups.map((_, group) => counts.reduce((sum, row) => sum + (row[group] ?? 0), 0));
  const filled = { days: sizes.filter((size) => size > 0).length, groups: seen.filter((count) => count > 0).length }; // prettier-ignore
  const degrees = (filled.days - 1) * (filled.groups - 1);
  if (degrees <= 0) return 1;
  let squares = 0;
  counts.forEach((row, day) =>
    row.forEach((count, group) => {
      const expected = ((sizes[day] ?? 0) * (seen[group] ?? 0)) / all;
      if (expected > 0) squares += (count - expected) ** 2 / expected;
    }),
  );
  return Math.max(1, squares / degrees);
}

/**
 * The scatter of most inputs: their median, of each input's days of the reference. Of one input it is known roughly; what makes rows alike
 * makes them so in most of what is watched, so no input is judged by less.
 */
export function commonScatter(inputs: readonly { readonly days: readonly Histogram[]; readonly areWords: boolean }[]): number {
  const all = inputs.map(({ days, areWords }) => {
    const reference = added(days);
    return scatterOf(days, groupsOf(reference, reference, areWords));
  });
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 1;
} // prettier-ignore

function within(day: Histogram, from: number, to: number): number {
  let sum = 0;
  for (const [bin, count] of day) if (bin >= from && bin <= to) sum += count;
  return sum;
}
