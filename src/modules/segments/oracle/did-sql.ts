import type { DidRule } from '../../../models/segment/did.js';
import { allOf, composed, folded, reckoned, type Asking } from './asking.js';
import { isDeed, numberIn } from './deed-sql.js';
import { inPeriod, lengthOf, localAt } from './time-sql.js';

interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

/** Whether the person did that: one look at their deeds, and what is asked of those that fit. */
export function didSql(did: DidRule, asking: Asking): string {
  const { sum, average, distinct, every, first, newest, times } = did;
  const fits = isDeed(did, 'd', asking);
  const period = inPeriod(did, 'd.at', asking);
  const look = (answer: string, ...where: string[]) =>
    `(select coalesce(${answer}, false) from deed d where ${allOf([fits, ...where])})`;
  if (sum)
    return look(between(`coalesce(sum(${amount(sum.of, asking)}), 0)`, inAmounts(sum), '1', asking), period);
  if (average) {
    const amounts = amount(average.of, asking);
    const isSo = between(`sum(${amounts})`, inAmounts(average), `count(${amounts})`, asking);
    return look(`count(${amounts}) > 0 and ${isSo}`, period);
  }
  if (distinct)
    return look(between(`count(distinct ${thing(distinct.of, asking)})`, distinct, '1', asking), period);
  if (every) return look(inEach(lengthOf(did.within ?? ''), lengthOf(every.period), every, asking));
  if (first) return look(ago('min(d.at)', first, asking), period);
  if (newest) return look(ago('max(d.at)', newest, asking), period);
  return look(between('count(*)', times ?? { atLeast: 1 }, '1', asking), period);
}

/** Whether a value is between bounds, each taken so many times. */
function between(value: string, { atLeast, atMost }: Bounds, unit: string, asking: Asking): string {
  const conditions: string[] = [];
  if (atLeast !== undefined) conditions.push(`${value} >= ${asking.number(atLeast)} * ${unit}`);
  if (atMost !== undefined) conditions.push(`${value} <= ${asking.number(atMost)} * ${unit}`);
  return allOf(conditions);
}

/** How often in each of the parts of the time that ends now. */
function inEach(whole: number, part: number, times: Bounds, asking: Asking): string {
  const parts = Array.from({ length: Math.round(whole / part) }, (_, n) => {
    const until = asking.now - n * part;
    const counted = `count(*) filter (where d.at > ${reckoned(until - part)} and d.at <= ${reckoned(until)})`;
    return between(counted, times, '1', asking);
  });
  return allOf(parts);
}

/** At least so long ago, and less than so long. */
function ago(at: string, { agoAtLeast, agoAtMost }: NonNullable<DidRule['first']>, { now }: Asking): string {
  const conditions: string[] = [];
  if (agoAtLeast !== undefined) conditions.push(`${at} <= ${reckoned(now - lengthOf(agoAtLeast))}`);
  if (agoAtMost !== undefined) conditions.push(`${at} > ${reckoned(now - lengthOf(agoAtMost))}`);
  return allOf(conditions);
}

/** Bounds in ten-thousandths, rounded half up. */
function inAmounts({ atLeast, atMost }: Bounds): Bounds {
  const rounded = (value: number | undefined) =>
    value === undefined ? undefined : Math.round(value * 10_000);
  return { atLeast: rounded(atLeast), atMost: rounded(atMost) };
}

/**
 * A number that a deed says, in ten-thousandths, rounded half up; null where it says none. Reckoned in binary fractions as
 * bounds are, and exactly where those know no halves; nothing is larger than 1e310.
 */
function amount(of: string, asking: Asking): string {
  const binary = `floor((n::float8) * 10000::float8 + 0.5::float8)::numeric`;
  return `(select case when n is null then null when abs(n) < 1e-100 then 0 when abs(n) < 1e11 then ${binary} else floor(least(greatest(n, -1e310), 1e310) * 10000 + 0.5) end
    from (select ${numberIn(said(of, asking))} as n offset 0) a)`;
}

/** What tells one thing from another, as a text; null where the deed does not say. */
function thing(of: string, asking: Asking): string {
  if (of === 'day') return `${localAt('d.at', asking)}::date`;
  if (of === 'vehicle') return folded(`d.vehicle ->> 'vehicleId'`);
  return `(select case jsonb_typeof(j)
      when 'string' then ${folded(`j #>> '{}'`)}
      when 'number' then trim_scale(j::numeric)::text
      when 'boolean' then j::text
      when 'array' then ${composed(`jsonb_path_query_array(j, '$[*] ? (@.type() == "string")')::text`)} end collate "C"
    from (select ${said(of, asking)} as j offset 0) t)`;
}

const vehicleFacts = /^vehicle\.(make|model|bodyStyle|fuelType|condition|price|modelYear|mileageKm)$/;

/** What a deed says of its vehicle or under the name of a property. */
function said(of: string, asking: Asking): string {
  const [, fact] = vehicleFacts.exec(of) ?? [];
  return fact === undefined ? `d.properties -> ${asking.text(of)}` : `d.vehicle -> '${fact}'`;
}
