import type { Traits } from '../../../src/models/profile/profile-history.js';
import { Dice } from './dice.js';
import { drawnKind } from './vocabulary.js';

const daySeconds = 86_400;
/** How long what people did lies back at most. */
const days = 90;
/** When everybody is looked at, in seconds: a time of day at which no window of whole days ends with a day. */
export const nowSeconds = Date.UTC(2026, 10, 22, 14, 37, 11) / 1_000;

/** Zipf and Mandelbrot: the activity of rank r is as (r + offset) to the power of −exponent. */
const exponent = 0.9;
const offset = 200;
/** Share of events that begin another visit; the rest belong to the one before. */
const newVisits = 0.25;

/** How large a town is. */
export interface TownSize {
  readonly people: number;
  readonly events: number;
}

/**
 * People and what they did, the same each time and made anew whenever somebody asks: nothing is kept, so whoever reads holds
 * only what they make of it. A few did thousands of things, most a dozen, some nothing.
 */
export class Town {
  /** What the person asked for last did: seconds since the epoch and numbers of kinds, oldest first. */
  at = new Float64Array(1_024);
  kind = new Uint16Array(1_024);
  readonly people: number;
  private readonly eventsPerWeight: number;
  /** Ranks are spread over people by going round in steps prime to how many there are; and back. */
  private readonly step: number;
  private readonly stepBack: number;

  constructor({ people, events }: TownSize) {
    this.people = people;
    let weights = 0;
    for (let rank = 0; rank < people; rank++) weights += weightOf(rank);
    this.eventsPerWeight = events / weights;
    this.step = primeTo(people);
    this.stepBack = inverse(this.step, people);
  }

  /** Fills `at` and `kind` with what somebody did. Returns how many things. */
  didBy(person: number): number {
    const dice = new Dice(person);
    const rank = (person * this.stepBack) % this.people;
    const count = dice.times(weightOf(rank) * this.eventsPerWeight);
    if (count > this.at.length) {
      this.at = new Float64Array(count * 2);
      this.kind = new Uint16Array(count * 2);
    }
    drawTimes(dice, this.at.subarray(0, count));
    for (let n = 0; n < count; n++) this.kind[n] = drawnKind(dice.roll(), dice.roll());
    return count;
  }

  /** Somebody, the busy more often: who just did something is drawn so. */
  somebodyBusy(dice: Dice): number {
    const power = 1 - exponent;
    const least = offset ** power;
    const most = (this.people + offset) ** power;
    const rank = Math.floor((least + dice.roll() * (most - least)) ** (1 / power) - offset);
    return (Math.min(this.people - 1, Math.max(0, rank)) * this.step) % this.people;
  }
}

/** What is known of somebody. */
export function traitsOf(person: number) {
  const dice = new Dice(person ^ 0x5bd1e995);
  return {
    city: `c${dice.below(10)}`,
    budget: 15_000 + dice.below(160) * 500,
    mail: dice.roll() < 0.6,
    sms: dice.roll() < 0.35,
  } satisfies Traits;
}

/** A profile id, which tells whose it is. */
export function idOf(person: number): string {
  const mixed = hex(Math.imul(person + 1, 0x9e3779b1));
  return `${mixed}-0000-4000-8000-0000${hex(person)}`;
}

function hex(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

function weightOf(rank: number): number {
  return (rank + offset) ** -exponent;
}

function drawTimes(dice: Dice, at: Float64Array): void {
  const begin = nowSeconds - days * daySeconds;
  let visit = 0;
  for (let n = 0; n < at.length; n++) {
    if (n === 0 || dice.roll() < newVisits) visit = begin + dice.below(days) * daySeconds + secondOfDay(dice);
    at[n] = visit + dice.below(3_600);
  }
  at.sort();
  // No two at once, and none after now: what order they have is then the same to all.
  let next = nowSeconds + 1;
  for (let n = at.length - 1; n >= 0; n--) at[n] = next = Math.min(at[n] ?? 0, next - 1);
}

/** By day twice as often as by night. */
function secondOfDay(dice: Dice): number {
  const isByDay = dice.roll() < 2 / 3;
  return isByDay ? 8 * 3_600 + dice.below(12 * 3_600) : (20 * 3_600 + dice.below(12 * 3_600)) % daySeconds;
}

function primeTo(count: number): number {
  let step = Math.floor(count * 0.618_034) | 1;
  while (greatestDivisor(step, count) !== 1) step += 2;
  return step;
}

function greatestDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestDivisor(other, one % other);
}

/** What times `step` leaves 1 when divided by `count` (Euclid). */
function inverse(step: number, count: number): number {
  let [rest, next] = [count, step % count];
  let [factor, nextFactor] = [0, 1];
  while (next !== 0) {
    const times = Math.floor(rest / next);
    [rest, next] = [next, rest - times * next];
    [factor, nextFactor] = [nextFactor, factor - times * nextFactor];
  }
  return ((factor % count) + count) % count;
}
