import { DateTime } from 'luxon';
import type { FactConditions } from '../../../models/segment/fact-conditions.js';
import { saysSomething } from '../../../models/segment/rule-parts.js';
import { windowMs } from '../../../models/segment/window.js';
import type { Answer } from './answer.js';
import { always } from './answer.js';
import { beginningOfDay } from './beginning.js';
import { instantOf } from './span.js';
import { valueAlike, writtenAlike } from './written-alike.js';

/** A fact as conditions see it: what JSON can hold but objects, and lists of texts. */
export type Fact = string | number | boolean | readonly string[];

/** A stored value as a fact, texts as they compare; undefined where it is none. Elements of a list that are no texts are left out. */
export function toFact(value: unknown): Fact | undefined {
  if (typeof value === 'string') return writtenAlike(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (!Array.isArray(value)) return undefined;
  return value.filter((element): element is string => typeof element === 'string').map(writtenAlike);
}

/** Whether a fact is as wanted at `now`, and until when that is so. */
export function factAnswer(
  wanted: FactConditions,
  fact: Fact | undefined,
  now: number,
  zone: string,
): Answer {
  const { exists, ...conditions } = wanted;
  if (fact === undefined) return always(exists === false && !saysSomething(conditions));
  if (exists === false || !holdsAlways(conditions, fact, zone)) return always(false);
  return whileItLasts(conditions, fact, now, zone);
}

/** All that time does not change. */
function holdsAlways(wanted: FactConditions, fact: Fact, zone: string): boolean {
  const text = typeof fact === 'string' ? fact.toLowerCase() : undefined;
  const elements = typeof fact === 'string' ? [fact] : typeof fact === 'object' ? fact : undefined;
  const has = (element: string) => elements?.some((one) => sameText(one, element)) === true;
  const part = (wish: string) => (text === undefined ? has(wish) : text.includes(folded(wish)));
  const compared = (bound: number | string) => difference(fact, bound, zone);
  const holds = <T>(condition: T | undefined, test: (condition: T) => boolean) =>
    condition === undefined || test(condition);
  return (
    holds(wanted.is, (value) => fact === valueAlike(value)) &&
    holds(wanted.isNot, (value) => isSimple(fact) && fact !== valueAlike(value)) &&
    holds(wanted.oneOf, (values) => values.some((value) => fact === valueAlike(value))) &&
    holds(wanted.noneOf, (values) => isSimple(fact) && !values.some((value) => fact === valueAlike(value))) &&
    holds(wanted.contains, (wish) => part(wish)) &&
    holds(wanted.containsNot, (wish) => elements !== undefined && !part(wish)) &&
    holds(wanted.startsWith, (wish) => text?.startsWith(folded(wish)) === true) &&
    holds(wanted.endsWith, (wish) => text?.endsWith(folded(wish)) === true) &&
    holds(wanted.containsAny, (wishes) => wishes.some(has)) &&
    holds(wanted.containsAll, (wishes) => wishes.every(has)) &&
    holds(wanted.containsNone, (wishes) => elements !== undefined && !wishes.some(has)) &&
    holds(wanted.sizeAtLeast, (size) => typeof fact === 'object' && fact.length >= size) &&
    holds(wanted.sizeAtMost, (size) => typeof fact === 'object' && fact.length <= size) &&
    holds(wanted.atLeast, (bound) => compared(bound) >= 0) &&
    holds(wanted.atMost, (bound) => compared(bound) <= 0) &&
    holds(wanted.moreThan, (bound) => compared(bound) > 0) &&
    holds(wanted.lessThan, (bound) => compared(bound) < 0)
  );
}

/** What time does change: dates and instants against now. */
function whileItLasts(wanted: FactConditions, fact: Fact, now: number, zone: string): Answer {
  const { agoAtLeast, agoAtMost, aheadAtLeast, aheadAtMost, anniversaryWithin } = wanted;
  const lengths = [agoAtLeast, agoAtMost, aheadAtLeast, aheadAtMost, anniversaryWithin];
  if (lengths.every((length) => length === undefined)) return always(true);
  const at = typeof fact === 'string' ? instantOf(fact, zone) : NaN;
  if (Number.isNaN(at)) return always(false);
  const ms = (length: string) => windowMs(length) ?? Infinity;
  const stretches: [number, number][] = [];
  if (agoAtLeast !== undefined) stretches.push([at + ms(agoAtLeast), Infinity]);
  if (agoAtMost !== undefined) stretches.push([at, at + ms(agoAtMost)]);
  if (aheadAtLeast !== undefined) stretches.push([-Infinity, at - ms(aheadAtLeast)]);
  if (aheadAtMost !== undefined) stretches.push([at - ms(aheadAtMost), at]);
  if (anniversaryWithin !== undefined) stretches.push(anniversary(at, ms(anniversaryWithin), now, zone));
  const begins = Math.max(...stretches.map(([begin]) => begin));
  const ends = Math.min(...stretches.map(([, end]) => end));
  if (now < begins) return { holds: false, until: begins };
  if (now < ends) return { holds: true, until: ends };
  // What is over comes again only with an anniversary, the last of the stretches.
  const again = anniversaryWithin === undefined ? Infinity : (stretches.at(-1)?.[1] ?? Infinity);
  return { holds: false, until: again > now ? again : Infinity };
}

/** From so long before the day comes round next until that day is over. 29 February comes round on the 28th. */
function anniversary(at: number, ahead: number, now: number, zone: string): [number, number] {
  const born = DateTime.fromMillis(at, { zone });
  const today = beginningOfDay(DateTime.fromMillis(now, { zone }));
  let day = beginningOfDay(born.set({ year: today.year }));
  if (day < today) day = beginningOfDay(born.set({ year: today.year + 1 }));
  return [day.toMillis() - ahead, beginningOfDay(day.plus({ days: 1 })).toMillis()];
}

function isSimple(fact: Fact): boolean {
  return typeof fact !== 'object';
}

function sameText(fact: string, wish: string): boolean {
  return fact.toLowerCase() === folded(wish);
}

/** What a rule wants, as texts compare where case is ignored. */
function folded(wish: string): string {
  return writtenAlike(wish).toLowerCase();
}

/** Negative, zero or positive; NaN, which satisfies no comparison, when the two cannot be compared. */
function difference(fact: Fact, bound: number | string, zone: string): number {
  if (typeof bound === 'number') return typeof fact === 'number' ? fact - bound : NaN;
  return typeof fact === 'string' ? instantOf(fact, zone) - instantOf(bound, zone) : NaN;
}
