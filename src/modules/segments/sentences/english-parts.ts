import type { VehicleWhere } from '../../../models/segment/deed.js';
import type { Period } from '../../../models/segment/period.js';
import type { Range, Times } from '../../../models/segment/rule-parts.js';
import { calendarWords, fuelWords, shapeWords } from './english-words.js';

/** The vehicles a condition is about: "a used electric Kia or BMW SUV from 2022 on, priced up to 30,000". */
export function vehiclePhrase(where: VehicleWhere): string {
  const words = [
    listWords(where.condition?.map((condition) => condition.toLowerCase())),
    listWords(where.fuelType?.map((fuel) => fuelWords[fuel])),
    listWords(where.make),
    listWords(where.model),
    listWords(where.bodyStyle?.map((shape) => shapeWords[shape])) ??
      (where.make || where.model ? null : 'vehicle'),
  ].filter((word) => word !== null);
  const details = [
    where.modelYear ? `of model year ${rangeWords(where.modelYear, String)}` : null,
    where.price ? `priced ${rangeWords(where.price)}` : null,
    where.mileageKm ? `with ${rangeWords(where.mileageKm)} km` : null,
  ].filter((word) => word !== null);
  return withArticle([words.join(' '), ...details].join(', '));
}

function withArticle(phrase: string): string {
  return `${/^(SUV|[AEIO])/i.test(phrase) ? 'an' : 'a'} ${phrase}`;
}

/** "Leeds, York or Hull"; what is listed twice is said once. */
export function listWords(given: readonly string[] | undefined, last = 'or'): string | null {
  if (!given || given.length === 0) return null;
  const words = [...new Set(given)];
  return words.length === 1
    ? (words[0] ?? null)
    : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`;
}

/** "20,000 or more". */
export function rangeWords({ atLeast, atMost }: Range, write: (value: number) => string = number): string {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? write(atLeast) : `${write(atLeast)} to ${write(atMost)}`;
  return atLeast === undefined ? `up to ${write(atMost ?? 0)}` : `${write(atLeast)} or more`;
}

/** "at least 3 times". */
export function frequency({ atLeast, atMost }: Times): string {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? `exactly ${often(atLeast)}` : `${atLeast} to ${often(atMost)}`;
  if (atMost !== undefined) return `at most ${often(atMost)}`;
  return atLeast === undefined ? '' : `at least ${often(atLeast)}`;
}

function often(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${number(count)} times`;
}

/** When something happened: "in the last 14 days". */
export function periodWords({ within, longerAgoThan, during, from, before }: Period): string {
  if (during !== undefined) return calendarWords[during];
  if (within !== undefined && longerAgoThan !== undefined)
    return `between ${countedWords(longerAgoThan)} and ${countedWords(within)} ago`;
  if (within !== undefined) return `in the last ${durationWords(within)}`;
  if (longerAgoThan !== undefined) return `at least ${countedWords(longerAgoThan)} ago`;
  if (from !== undefined) return `since ${from}${before === undefined ? '' : ` and before ${before}`}`;
  return before === undefined ? '' : `before ${before}`;
}

/** A number as it is written: "20,000". */
export function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

const unitWords = { W: 'week', D: 'day', H: 'hour', M: 'minute', S: 'second' };

/** "14 days" for `P14D`; "day" for `P1D`; "1 day 12 hours" for `P1DT12H`. */
export function durationWords(duration: string): string {
  const whole = countedWords(duration);
  return /^1 \w+$/.test(whole) ? whole.slice(2) : whole;
}

/** The same, one counted too: "1 day". */
export function countedWords(duration: string): string {
  const parts = Object.entries(unitWords).flatMap(([unit, word]) => {
    const count = Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`];
  });
  return parts.join(' ');
}
