import type { FactRule } from '../../../models/segment/fact-conditions.js';
import { countedWords, durationWords, listWords, number } from './english-parts.js';
import { said } from './tongue.js';

/** One fact in words: "city is Leeds", "children is at least 2". */
export function factWords(fact: FactRule): string {
  return [...valueWords(fact), ...textWords(fact), ...boundWords(fact), ...timeWords(fact)]
    .map((part) => `${fact.name} ${part}`)
    .join(' and ');
}

function valueWords({ is, isNot, oneOf, noneOf, exists }: FactRule): string[] {
  const known = is === undefined && oneOf === undefined ? 'is known and' : 'is';
  return said(
    is !== undefined && `is ${String(is)}`,
    isNot !== undefined && `${known} not ${String(isNot)}`,
    oneOf && `is ${listWords(oneOf.map(String)) ?? ''}`,
    noneOf && `${known} none of ${listWords(noneOf.map(String), 'and') ?? ''}`,
    exists !== undefined && (exists ? 'is known' : 'is not known'),
  );
}

function textWords(fact: FactRule): string[] {
  const { contains, containsNot, startsWith, endsWith, containsAny, containsAll, containsNone } = fact;
  return said(
    contains !== undefined && `contains ${contains}`,
    containsNot !== undefined && `does not contain ${containsNot}`,
    startsWith !== undefined && `starts with ${startsWith}`,
    endsWith !== undefined && `ends with ${endsWith}`,
    containsAny && `contains ${listWords(containsAny) ?? ''}`,
    containsAll && `contains ${listWords(containsAll, 'and') ?? ''}`,
    containsNone && `contains none of ${listWords(containsNone, 'and') ?? ''}`,
  );
}

function boundWords({ atLeast, atMost, moreThan, lessThan, sizeAtLeast, sizeAtMost }: FactRule): string[] {
  return said(
    atLeast !== undefined && `is at least ${bound(atLeast)}`,
    atMost !== undefined && `is at most ${bound(atMost)}`,
    moreThan !== undefined && `is more than ${bound(moreThan)}`,
    lessThan !== undefined && `is less than ${bound(lessThan)}`,
    sizeAtLeast !== undefined && `lists at least ${number(sizeAtLeast)}`,
    sizeAtMost !== undefined && `lists at most ${number(sizeAtMost)}`,
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
    agoAtLeast !== undefined && `is at least ${countedWords(agoAtLeast)} ago`,
    agoAtMost !== undefined && `is in the last ${durationWords(agoAtMost)}`,
    aheadAtLeast !== undefined && `is at least ${countedWords(aheadAtLeast)} ahead`,
    aheadAtMost !== undefined && `is in the next ${durationWords(aheadAtMost)}`,
    anniversaryWithin !== undefined && `has its anniversary in the next ${durationWords(anniversaryWithin)}`,
  );
}

function bound(value: number | string): string {
  return typeof value === 'number' ? number(value) : value;
}
