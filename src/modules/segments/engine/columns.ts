import type { Histories } from './histories.js';
import type { People } from './people.js';

/** Most people and events that are taken out at once: some milliseconds' worth. */
const most = { people: 8_192, events: 400_000 };

/** Some people and all that they did, in the order of the people and oldest first: as they lie in a file. */
export interface Columns {
  /** Four words of 32 bits of each one's id. */
  readonly ids: Uint32Array;
  /** How many events each has. */
  readonly lengths: Uint32Array;
  /** When: milliseconds since the epoch. */
  readonly at: Float64Array;
  /** What: numbers of kinds. */
  readonly kind: Uint32Array;
}

/** Whose columns they are. */
interface Held {
  readonly people: People;
  readonly histories: Histories;
}

/**
 * The next people in the order of their numbers.
 * @param from where to go on: 0 at first
 * @returns also where to go on; null when that was everybody
 */
export function columnsOf(
  { people, histories }: Held,
  from: number,
): { columns: Columns; next: number | null } {
  const numbers: number[] = [];
  let events = 0;
  let next = from;
  for (; next < people.size && numbers.length < most.people && events < most.events; next++) {
    if (!people.has(next)) continue;
    numbers.push(next);
    events += histories.lengthOf(next);
  }
  const columns = {
    ids: new Uint32Array(numbers.length * 4),
    lengths: new Uint32Array(numbers.length),
    at: new Float64Array(events),
    kind: new Uint32Array(events),
  };
  let place = 0;
  for (let n = 0; n < numbers.length; n++) {
    const person = numbers[n] ?? 0;
    const length = histories.lengthOf(person);
    columns.ids.set(people.wordsAt(person), n * 4);
    columns.lengths[n] = length;
    if (length === 0) continue;
    const block = histories.blockOf(person);
    const begin = histories.beginOf(person);
    columns.at.set(block.at.subarray(begin, begin + length), place);
    columns.kind.set(block.kind.subarray(begin, begin + length), place);
    place += length;
  }
  return { columns, next: next < people.size ? next : null };
}

/**
 * Takes people in with all that they did, in the place of what was known of them.
 * @param numbers of each kind as it is numbered in the columns its number here
 */
export function takeIn({ people, histories }: Held, columns: Columns, numbers: readonly number[]): void {
  const { ids, lengths, at } = columns;
  const kind = renumbered(columns.kind, numbers);
  let place = 0;
  for (let n = 0; n < lengths.length; n++) {
    const person = people.addWords(ids, n * 4);
    while (histories.people <= person) histories.add();
    const end = place + (lengths[n] ?? 0);
    histories.fill(person, at.subarray(place, end), kind.subarray(place, end));
    place = end;
  }
}

function renumbered(kind: Uint32Array, numbers: readonly number[]): Uint32Array {
  if (numbers.every((here, there) => here === there)) return kind;
  return kind.map((there) => numbers[there] ?? 0);
}
