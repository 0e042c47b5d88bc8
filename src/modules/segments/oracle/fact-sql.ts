import type { FactConditions } from '../../../models/segment/fact-conditions.js';
import { saysSomething } from '../../../models/segment/rule-parts.js';
import { allOf, composed, folded, foldedWish, reckoned, type Asking } from './asking.js';
import { comesRound, instantOfText, lengthOf } from './time-sql.js';

/**
 * Whether a stored value, an expression of jsonb or null, is as wanted; never null. `moment` is when it is asked for those
 * conditions that ask how long ago or ahead: a property has none, and holds none of them.
 */
export function factSql(
  { exists, ...wanted }: FactConditions,
  value: string,
  moment: number | null,
  asking: Asking,
): string {
  const asksMore = saysSomething(wanted);
  const isKnown = `coalesce(kind in ('string', 'number', 'boolean', 'array'), false)`;
  const conditions = () => [
    ...textual(wanted, asking),
    ...compared(wanted, asking),
    ...timely(wanted, moment, asking),
  ];
  const answer = exists !== false ? allOf([isKnown, ...conditions()]) : asksMore ? 'false' : `not ${isKnown}`;
  return `(select coalesce(${answer}, false) from (
    select j, kind,
      case kind when 'string' then j #>> '{}' end as said,
      case kind when 'number' then j::numeric end as number,
      case kind when 'array' then j when 'string' then jsonb_build_array(j) else '[]'::jsonb end as elements
    from (select case kind when 'string' then to_jsonb(${composed(`told #>> '{}'`)}) else told end as j, kind
      from (select told, jsonb_typeof(told) as kind from (select ${value} as told offset 0) v offset 0) k offset 0) c) f)`;
}

/** What is asked of texts, lists and very values. */
function textual(wanted: FactConditions, asking: Asking): string[] {
  const { is, isNot, oneOf, noneOf, contains, containsNot, startsWith, endsWith } = wanted;
  const { containsAny, containsAll, containsNone, sizeAtLeast, sizeAtMost } = wanted;
  const isSimple = `kind in ('string', 'number', 'boolean')`;
  const isTextOrList = `kind in ('string', 'array')`;
  const text = `(${folded('said')})`;
  const wish = (written: string) => asking.text(foldedWish(written));
  const has = (element: string) =>
    `exists (select from jsonb_array_elements(elements) e(x) where jsonb_typeof(x) = 'string' and ${folded(`x #>> '{}'`)} = ${element})`;
  const part = (written: string) =>
    `(case kind when 'string' then strpos(${text}, ${wish(written)}) > 0 else ${has(wish(written))} end)`;
  const hasAny = (wishes: readonly string[]) => has(`any(${asking.foldedTexts(wishes)})`);
  const size = `(select count(*) from jsonb_array_elements(elements) e(x) where jsonb_typeof(x) = 'string')`;
  return [
    ...asked(is, (value) => `j = any(${asking.jsons([value])})`),
    ...asked(isNot, (value) => `${isSimple} and not j = any(${asking.jsons([value])})`),
    ...asked(oneOf, (values) => `j = any(${asking.jsons(values)})`),
    ...asked(noneOf, (values) => `${isSimple} and not j = any(${asking.jsons(values)})`),
    ...asked(contains, part),
    ...asked(containsNot, (written) => `${isTextOrList} and not ${part(written)}`),
    ...asked(startsWith, (written) => `starts_with(${text}, ${wish(written)})`),
    ...asked(endsWith, (written) => `right(${text}, char_length(${wish(written)})) = ${wish(written)}`),
    ...asked(containsAny, hasAny),
    ...asked(containsAll, (wishes) => `not exists (select from unnest(${asking.foldedTexts(wishes)}) w(wish) where not ${has('wish')})`), // prettier-ignore
    ...asked(containsNone, (wishes) => `${isTextOrList} and not ${hasAny(wishes)}`),
    ...asked(sizeAtLeast, (least) => `kind = 'array' and ${size} >= ${asking.number(least)}`),
    ...asked(sizeAtMost, (most) => `kind = 'array' and ${size} <= ${asking.number(most)}`),
  ];
}

/** Numbers against numbers, dates and instants against dates and instants. */
function compared({ atLeast, atMost, moreThan, lessThan }: FactConditions, asking: Asking): string[] {
  const test = (sign: string) => (bound: number | string) =>
    typeof bound === 'number'
      ? `number ${sign} ${asking.number(bound)}`
      : `${instantOfText('said', asking)} ${sign} ${instantOfText(asking.text(bound), asking)}`;
  return [
    ...asked(atLeast, test('>=')),
    ...asked(atMost, test('<=')),
    ...asked(moreThan, test('>')),
    ...asked(lessThan, test('<')),
  ];
}

/** Dates and instants against the moment. */
function timely(wanted: FactConditions, moment: number | null, asking: Asking): string[] {
  const { agoAtLeast, agoAtMost, aheadAtLeast, aheadAtMost, anniversaryWithin } = wanted;
  const instant = () => instantOfText('said', asking);
  const test = (condition: (ms: number, now: number) => string) => (window: string) =>
    moment === null ? 'false' : condition(lengthOf(window), moment);
  const between = (after: number, until: number) =>
    `(select i > ${reckoned(after)} and i <= ${reckoned(until)} from (select ${instant()} as i offset 0) t)`;
  return [
    ...asked(agoAtLeast, test((ms, now) => `${instant()} <= ${reckoned(now - ms)}`)),
    ...asked(agoAtMost, test((ms, now) => between(now - ms, now))),
    ...asked(aheadAtLeast, test((ms, now) => `${instant()} > ${reckoned(now + ms)}`)),
    ...asked(aheadAtMost, test((ms, now) => between(now, now + ms))),
    ...asked(anniversaryWithin, test((ms) => comesRound(instant(), ms, asking))),
  ]; // prettier-ignore
}

function asked<T>(condition: T | undefined, write: (condition: T) => string): string[] {
  return condition === undefined ? [] : [`(${write(condition)})`];
}
