import type { VehicleWhere } from '../../../models/segment/deed.js';
import type { FactRule } from '../../../models/segment/fact-conditions.js';
import type { Period } from '../../../models/segment/period.js';
import type { Range } from '../../../models/segment/rule-parts.js';
import { calendarWords, conditionWords, fuelWords, shapeWords } from './chinese-words.js';
import { said } from './tongue.js';

/** The vehicles a condition is about: “二手纯电Kia或BMW SUV（价格不超过30,000）”. */
export function vehiclePhrase(where: VehicleWhere): string {
  const { condition, fuelType, make, model, bodyStyle, modelYear, price, mileageKm } = where;
  const shape = listWords(bodyStyle?.map((one) => shapeWords[one])) ?? (make || model ? null : '车辆');
  const kind = said(
    listWords(condition?.map((one) => conditionWords[one])),
    listWords(fuelType?.map((one) => fuelWords[one])),
  ).join('');
  const words = [kind, ...said(listWords(make), listWords(model), shape)].reduce(spacedPair);
  const details = said(
    modelYear && `年款${rangeWords(modelYear, String)}`,
    price && `价格${rangeWords(price)}`,
    mileageKm && `里程${rangeWords(mileageKm)}公里`,
  );
  return details.length === 0 ? words : `${words}（${details.join('，')}）`;
}

/** Latin words are parted by a space, Chinese ones by none. */
function spacedPair(one: string, other: string): string {
  return /\w$/.test(one) && /^\w/.test(other) ? `${one} ${other}` : `${one}${other}`;
}

/** “Leeds、York或Hull”; what is listed twice is said once. */
export function listWords(given: readonly string[] | undefined, last = '或'): string | null {
  if (!given || given.length === 0) return null;
  const words = [...new Set(given)];
  return words.length === 1
    ? (words[0] ?? null)
    : `${words.slice(0, -1).join('、')}${last}${words.at(-1) ?? ''}`;
}

/** “不低于20,000”. */
export function rangeWords({ atLeast, atMost }: Range, write: (value: number) => string = number): string {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost ? `为${write(atLeast)}` : `为${write(atLeast)}至${write(atMost)}`;
  return atLeast === undefined ? `不超过${write(atMost ?? 0)}` : `不低于${write(atLeast)}`;
}

/** “至少3次”, with what is counted. */
export function countWords({ atLeast, atMost }: Range, unit: string): string {
  if (atLeast !== undefined && atMost !== undefined)
    return atLeast === atMost
      ? `正好${number(atLeast)}${unit}`
      : `${number(atLeast)}至${number(atMost)}${unit}`;
  if (atMost !== undefined) return `最多${number(atMost)}${unit}`;
  return atLeast === undefined ? '' : `至少${number(atLeast)}${unit}`;
}

/** When something happened: “最近14天内”. */
export function periodWords({ within, longerAgoThan, during, from, before }: Period): string {
  if (during !== undefined) return calendarWords[during];
  if (within !== undefined && longerAgoThan !== undefined)
    return `${durationWords(within)}前至${durationWords(longerAgoThan)}前`;
  if (within !== undefined) return `最近${durationWords(within)}内`;
  if (longerAgoThan !== undefined) return `${durationWords(longerAgoThan)}以前`;
  if (from !== undefined && before !== undefined) return `自${from}起、${before}之前`;
  if (from !== undefined) return `自${from}起`;
  return before === undefined ? '' : `${before}之前`;
}

/** A number as it is written. */
export function number(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}

const unitWords = { W: '周', D: '天', H: '小时', M: '分钟', S: '秒' };

/** “14天” for `P14D`; “1天12小时” for `P1DT12H`. */
export function durationWords(duration: string): string {
  const parts = Object.entries(unitWords).flatMap(([unit, word]) => {
    const count = Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
    return count === 0 ? [] : [`${count}${word}`];
  });
  return parts.join('');
}

/** One fact in words: “city为Leeds”. */
export function factWords(fact: FactRule): string {
  return [...valueWords(fact), ...textWords(fact), ...boundWords(fact), ...timeWords(fact)]
    .map((part) => `${fact.name}${part}`)
    .join('且');
}

function valueWords({ is, isNot, oneOf, noneOf, exists }: FactRule): string[] {
  const not = is === undefined && oneOf === undefined ? '已知且不为' : '不为';
  return said(
    is !== undefined && `为${String(is)}`,
    isNot !== undefined && `${not}${String(isNot)}`,
    oneOf && `为${listWords(oneOf.map(String)) ?? ''}`,
    noneOf && `${not}${listWords(noneOf.map(String)) ?? ''}`,
    exists !== undefined && (exists ? '已知' : '未知'),
  );
}

function textWords(fact: FactRule): string[] {
  const { contains, containsNot, startsWith, endsWith, containsAny, containsAll, containsNone } = fact;
  return said(
    contains !== undefined && `包含${contains}`,
    containsNot !== undefined && `不包含${containsNot}`,
    startsWith !== undefined && `以${startsWith}开头`,
    endsWith !== undefined && `以${endsWith}结尾`,
    containsAny && `包含${listWords(containsAny) ?? ''}`,
    containsAll && `同时包含${listWords(containsAll, '和') ?? ''}`,
    containsNone && `不包含${listWords(containsNone) ?? ''}`,
  );
}

function boundWords({ atLeast, atMost, moreThan, lessThan, sizeAtLeast, sizeAtMost }: FactRule): string[] {
  return said(
    atLeast !== undefined && `不低于${bound(atLeast)}`,
    atMost !== undefined && `不超过${bound(atMost)}`,
    moreThan !== undefined && `高于${bound(moreThan)}`,
    lessThan !== undefined && `低于${bound(lessThan)}`,
    sizeAtLeast !== undefined && `至少有${number(sizeAtLeast)}项`,
    sizeAtMost !== undefined && `最多有${number(sizeAtMost)}项`,
  );
}

function timeWords({
  agoAtLeast,
  agoAtMost,
  aheadAtLeast,
  aheadAtMost,
  anniversaryWithin,
}: FactRule): string[] {
  return said(
    agoAtLeast !== undefined && `在${durationWords(agoAtLeast)}以前`,
    agoAtMost !== undefined && `在最近${durationWords(agoAtMost)}内`,
    aheadAtLeast !== undefined && `在${durationWords(aheadAtLeast)}以后`,
    aheadAtMost !== undefined && `在未来${durationWords(aheadAtMost)}内`,
    anniversaryWithin !== undefined && `的周年日在未来${durationWords(anniversaryWithin)}内`,
  );
}

function bound(value: number | string): string {
  return typeof value === 'number' ? number(value) : value;
}
