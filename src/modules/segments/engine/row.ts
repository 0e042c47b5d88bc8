/** People whose numbers follow each other and who are looked at abreast: as many as a word has bits. The bit of each is their lane. */
export const rowSize = 32;

/** All lanes of a row. */
export const allLanes = -1;

/** The row of a person's number. */
export function rowOf(person: number): number {
  return person >>> 5;
}

/** The bit of a person in the lanes of their row. */
export function laneBit(person: number): number {
  return 1 << (person & 31);
}

/** The lowest lane of a mask that is not empty. */
export function firstLane(lanes: number): number {
  return 31 - Math.clz32(lanes & -lanes);
}

/** The highest lane of a mask that is not empty. */
export function lastLane(lanes: number): number {
  return 31 - Math.clz32(lanes);
}

/** Behind the highest lane of a mask. */
export function behindLanes(lanes: number): number {
  return rowSize - Math.clz32(lanes);
}

/** How many lanes there are in a mask: bits are added up in pairs, fours and bytes (Warren, Hacker's Delight, 5-1). */
export function countLanes(lanes: number): number {
  const pairs = lanes - ((lanes >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Up to so many bits it takes less to look for each than to turn all. */
const few = 6;

/**
 * Turns words of bits, one a lane, from `from` on: bit b of the word of a lane becomes the bit of that lane in word b. What was
 * one word a person is then one word a question.
 * @param bits how many of each word are used, from the lowest on; what the words of the others become is not said
 * @param lanes those whose words are used
 */
export function turn(words: Int32Array, from: number, bits: number, lanes: number): void {
  if ((lanes & (lanes - 1)) === 0) turnOne(words, from, bits, firstLane(lanes));
  else if (bits <= few) turnFew(words, from, bits);
  else turnAll(words, from);
}

function turnOne(words: Int32Array, from: number, bits: number, lane: number): void {
  const word = words[from + lane] ?? 0;
  for (let bit = 0; bit < bits; bit++) words[from + bit] = ((word >>> bit) & 1) << lane;
}

const turned = new Int32Array(few);

function turnFew(words: Int32Array, from: number, bits: number): void {
  for (let bit = 0; bit < bits; bit++) {
    let lanes = 0;
    for (let lane = 0; lane < rowSize; lane++) lanes |= (((words[from + lane] ?? 0) >>> bit) & 1) << lane;
    turned[bit] = lanes;
  }
  for (let bit = 0; bit < bits; bit++) words[from + bit] = turned[bit] ?? 0;
}

/** Squares of bits change places: first the quarters, then the quarters of each, and so on (Warren, Hacker's Delight, 7-3). */
function turnAll(words: Int32Array, from: number): void {
  let mask = 0x0000ffff;
  for (let width = 16; width !== 0; width >>= 1, mask ^= mask << width)
    for (let upper = 0; upper < rowSize; upper = ((upper | width) + 1) & ~width) {
      const one = from + upper;
      const other = from + (upper | width);
      const swapped = (((words[one] ?? 0) >>> width) ^ (words[other] ?? 0)) & mask;
      words[one] = (words[one] ?? 0) ^ (swapped << width);
      words[other] = (words[other] ?? 0) ^ swapped;
    }
}
