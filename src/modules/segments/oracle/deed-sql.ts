import { ownedCarTypes, ownEventTypes } from '../../../models/event/event-type.js';
import type { Deed, VehicleWhere } from '../../../models/segment/deed.js';
import type { Range } from '../../../models/segment/rule-parts.js';
import { allOf, folded, type Asking } from './asking.js';
import { factSql } from './fact-sql.js';

/** Deeds of the person under an alias that fit what is meant: a condition that is never null. */
export function isDeed(
  { event, anyOf, name, where, properties = [] }: Deed,
  alias: string,
  asking: Asking,
): string {
  const conditions = [`${alias}.profile_id = p.profile_id`];
  if (event !== undefined) conditions.push(`${alias}.type = ${asking.text(event)}`);
  else if (anyOf !== undefined) conditions.push(`${alias}.type = any(${asking.texts(anyOf)})`);
  else
    conditions.push(
      `${alias}.type <> all(${asking.texts([...ownEventTypes, ...ownedCarTypes, 'OFFER_VIEWED'])})`,
    );
  if (name !== undefined) conditions.push(`${alias}.name = ${asking.text(name)}`);
  if (where !== undefined) conditions.push(`coalesce(${isSuch(where, `${alias}.vehicle`, asking)}, false)`);
  for (const { name: property, ...wanted } of properties)
    conditions.push(factSql(wanted, `${alias}.properties -> ${asking.text(property)}`, null, asking));
  return allOf(conditions);
}

/** Null or false where the event does not know it. */
function isSuch(where: VehicleWhere, vehicle: string, asking: Asking): string {
  const { make, model, bodyStyle, fuelType, condition, price, modelYear, mileageKm } = where;
  const named = (fact: string, names: readonly string[] | undefined) =>
    names === undefined ? [] : [`${folded(`${vehicle} ->> '${fact}'`)} = any(${asking.foldedTexts(names)})`];
  const among = (fact: string, values: readonly string[] | undefined) =>
    values === undefined ? [] : [`${vehicle} ->> '${fact}' = any(${asking.texts(values)})`];
  const between = (fact: string, range: Range | undefined) => {
    const number = numberIn(`${vehicle} -> '${fact}'`);
    return [
      ...(range?.atLeast === undefined ? [] : [`${number} >= ${asking.number(range.atLeast)}`]),
      ...(range?.atMost === undefined ? [] : [`${number} <= ${asking.number(range.atMost)}`]),
    ];
  };
  return allOf([
    ...named('make', make),
    ...named('model', model),
    ...among('bodyStyle', bodyStyle),
    ...among('fuelType', fuelType),
    ...among('condition', condition),
    ...between('price', price),
    ...between('modelYear', modelYear),
    ...between('mileageKm', mileageKm),
  ]);
}

/** A stored number; null where the value is none. */
export function numberIn(value: string): string {
  return `(case jsonb_typeof(${value}) when 'number' then (${value})::numeric end)`;
}
