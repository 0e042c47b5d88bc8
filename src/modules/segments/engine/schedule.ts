import { spanAt } from '../meaning/span.js';
import type { Layout } from './layout.js';
import { wordBits } from './layout.js';
import { doing, type Slot } from './slots.js';

/**
 * When each slot counts, at one instant. Going back in time, the edges of all periods are met one after another, and each
 * puts slots on or off.
 */
export interface Schedule {
  readonly now: number;
  /** Newest first, the last −Infinity; `on` and `off` hold `words` words for each. */
  readonly edges: Float64Array;
  readonly on: Int32Array;
  readonly off: Int32Array;
  /** Of each slot: how long an event stays and waits, and when the calendar moves its period. */
  readonly stays: Float64Array;
  readonly waits: Float64Array;
  readonly moves: Float64Array;
}

export function scheduleAt({ slots, words }: Layout, now: number, zone: string): Schedule {
  const spans = slots.map(({ period }) => spanAt(period, now, zone));
  const begins = new Map<number, number[]>();
  const ends = new Map<number, number[]>();
  slots.forEach((slot, number) => {
    const span = spans[number];
    if (!span || slot.deed === null) return;
    push(begins, isWhenever(slot) ? now : span.until, number);
    push(ends, span.after - slot.reach, number);
  });
  const instants = [...new Set([...begins.keys(), ...ends.keys()])].filter((edge) => edge !== -Infinity);
  const edges = Float64Array.from([...instants.sort((one, other) => other - one), -Infinity]);
  const masks = (of: ReadonlyMap<number, readonly number[]>) => {
    const mask = new Int32Array(edges.length * words);
    edges.forEach((edge, place) => {
      for (const slot of of.get(edge) ?? []) {
        const word = place * words + Math.floor(slot / wordBits);
        mask[word] = (mask[word] ?? 0) | (1 << (slot % wordBits));
      }
    });
    return mask;
  };
  return {
    now,
    edges,
    on: masks(begins),
    off: masks(ends),
    stays: Float64Array.from(spans, ({ stays }) => stays),
    waits: Float64Array.from(spans, ({ waits }, number) => (isWhenever(slots[number]) ? 0 : waits)),
    moves: Float64Array.from(spans, ({ moves }) => moves),
  };
}

/** Only the last step must lie in a sequence's period. */
function isWhenever(slot: Slot | undefined): boolean {
  return slot?.doing === doing.since || (slot?.doing === doing.step && !slot.isLast);
}

function push(lists: Map<number, number[]>, key: number, slot: number): void {
  const list = lists.get(key);
  if (list) list.push(slot);
  else lists.set(key, [slot]);
}
