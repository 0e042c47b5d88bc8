import { slotsOfLayer } from '../trying/tries.js';

/** People of a layer that an experiment has: from here on, and up to, without, there; in ten-thousandths. */
export interface Slots {
  readonly from: number;
  readonly to: number;
}

/** How many of a layer's points are so much traffic. */
export function slotsFor(traffic: number): number {
  return Math.max(1, Math.round(traffic * slotsOfLayer));
}

/** The first place in a layer with so much room between those that are taken; null where there is none in one piece. */
export function roomFor(taken: readonly Slots[], wanted: number): Slots | null {
  let from = 0;
  for (const slots of taken.toSorted((a, b) => a.from - b.from)) {
    if (slots.from - from >= wanted) break;
    from = Math.max(from, slots.to);
  }
  return from + wanted <= slotsOfLayer ? { from, to: from + wanted } : null;
}

/** The same place grown to so much; null where another experiment stands in the way. Who is in it stays in it. */
export function grown(own: Slots, taken: readonly Slots[], wanted: number): Slots | null {
  const slots = { from: own.from, to: own.from + wanted };
  const isFree = !taken.some(({ from, to }) => from < slots.to && slots.from < to);
  return isFree && slots.to <= slotsOfLayer ? slots : null;
}
