import type { FactConditions } from '../../models/segment/fact-conditions.js';
import { saysSomething } from '../../models/segment/rule-parts.js';

interface FactFault {
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

const drop = 'Drop one of the two, or write them as two conditions in any.';
const smallerFirst = 'Put the smaller bound first.';

/** Conditions on one fact that exclude each other: whatever it is, they do not all hold. */
export function factFaults(fact: FactConditions & { readonly name?: string }, path: string): FactFault[] {
  const { name: _name, exists, ...asked } = fact;
  const { is, isNot, oneOf, noneOf, sizeAtLeast, sizeAtMost } = asked;
  const fault = (at: string, message: string, remedy: string): FactFault[] => [
    { path: `${path}.${at}`, message: `${message}, so nothing can match`, remedy },
  ];
  if (exists === false && saysSomething(asked))
    return fault('exists', 'wants it unknown, and another condition wants it known', drop);
  if (is !== undefined && oneOf && !oneOf.includes(is))
    return fault('oneOf', 'does not name what is says', drop);
  const wanted = is === undefined ? oneOf : [is];
  const says = is === undefined ? 'oneOf' : 'is';
  const isRuledOut = (ruledOut: typeof oneOf) => wanted?.every((value) => ruledOut?.includes(value)) === true;
  if (isNot !== undefined && isRuledOut([isNot])) return fault('isNot', `rules out what ${says} wants`, drop);
  if (noneOf && isRuledOut(noneOf)) return fault('noneOf', `rules out what ${says} wants`, drop);
  if ((sizeAtLeast ?? 0) > (sizeAtMost ?? Infinity))
    return fault('sizeAtMost', 'is smaller than sizeAtLeast', smallerFirst);
  const crossed = crossedBound(asked);
  return crossed ? fault(crossed, 'leaves no number between the bounds', smallerFirst) : [];
}

/** The upper bound that no number above the lower one is within; undefined where there is room, or the bounds are dates. */
function crossedBound({
  atLeast,
  moreThan,
  atMost,
  lessThan,
}: FactConditions): 'atMost' | 'lessThan' | undefined {
  const number = (bound: number | string | undefined, none: number) =>
    typeof bound === 'number' ? bound : none;
  const least = number(atLeast, -Infinity);
  const above = number(moreThan, -Infinity);
  const most = number(atMost, Infinity);
  const below = number(lessThan, Infinity);
  if (least > most || above >= most) return 'atMost';
  return least >= below || above >= below ? 'lessThan' : undefined;
}
