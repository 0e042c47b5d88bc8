import { sizeOf, unknownBin, zeroBin, type Histogram } from '../counting/bins.js';

/** Bins that are compared as one, with how many rows of the reference and of lately lie in them. */
export interface Group {
  /** The lowest and the highest bin of it that anything lies in. */
  readonly from: number;
  readonly to: number;
  readonly before: number;
  readonly now: number;
}

/** A group of measures has a tenth of either side, so that no group of a handful of rows is compared, nor what is new lost in a large one. */
const share = 0.1;
/** Nought is a group of its own from this share of either on: a count of none is a kind of its own. */
const zeroShare = 0.02;

/**
 * Groups of bins to compare by. Of measures: about ten of like size by the reference; nought and what is not known by themselves. Of
 * words: each by itself.
 */
export function groupsOf(before: Histogram, now: Histogram, areWords: boolean): Group[] {
  const sizes = { before: sizeOf(before), now: sizeOf(now) };
  const bins = [...new Set([...before.keys(), ...now.keys()])].sort((a, b) => a - b);
  const isEnough = (was: number, is: number) => was >= share * sizes.before || is >= share * sizes.now;
  const groups: (Group & { isClosed: boolean })[] = [];
  for (const bin of bins) {
    const [was, is] = [before.get(bin) ?? 0, now.get(bin) ?? 0];
    const isWhole = areWords || bin === unknownBin || (bin === zeroBin && (was >= zeroShare * sizes.before || is >= zeroShare * sizes.now)); // prettier-ignore
    const last = groups.at(-1);
    if (!isWhole && last && !last.isClosed) {
      const grown = { ...last, to: bin, before: last.before + was, now: last.now + is };
      groups[groups.length - 1] = { ...grown, isClosed: isEnough(grown.before, grown.now) };
    } else {
      if (last && !last.isClosed) mergeLast(groups);
      groups.push({ from: bin, to: bin, before: was, now: is, isClosed: isWhole || isEnough(was, is) }); // prettier-ignore
    }
  }
  if (groups.at(-1)?.isClosed === false) mergeLast(groups);
  return groups.map(({ isClosed: _, ...group }) => group);
}

/** What is left over below a tenth joins the group before it, unless that is nought alone. */
function mergeLast(groups: (Group & { isClosed: boolean })[]): void {
  const [before, last] = groups.slice(-2);
  if (!before || !last || (before.from === before.to && before.to === zeroBin)) return;
  groups.splice(-2, 2, { from: before.from, to: last.to, before: before.before + last.before, now: before.now + last.now, isClosed: true }); // prettier-ignore
}
