import type { Deed } from '../../models/segment/deed.js';
import type { DidRule } from '../../models/segment/did.js';
import type { Rule } from '../../models/segment/rule.js';
import { factFaults } from './fact-sense.js';
import { nameFault, propertyFault } from './known-names.js';

/** What makes no sense in a condition: where, what and how to mend it. */
export interface SenseFault {
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/**
 * What makes no sense in an end of the tree that is whole: it asks for what nobody can know, or for what excludes itself. Not
 * asked of stored rules, as the schemas are: what was stored once stays readable.
 */
export function senseFaults(leaf: Rule, path: string): SenseFault[] {
  if ('trait' in leaf) return factFaults(leaf.trait, path);
  if ('did' in leaf) return [...deedFaults(leaf.did, path), ...measureFaults(leaf.did, path)];
  if (!('sequence' in leaf)) return [];
  const { steps, noneSince } = leaf.sequence;
  return [
    ...steps.flatMap((step, n) => deedFaults(step, `${path}.steps[${n}]`)),
    ...(noneSince ? deedFaults(noneSince, `${path}.noneSince`) : []),
  ];
}

function deedFaults(deed: Deed, path: string): SenseFault[] {
  return (deed.properties ?? []).flatMap((property, n) => {
    const at = `${path}.properties[${n}]`;
    const fault = propertyFault(property.name, deed);
    return [...(fault ? [{ path: `${at}.name`, ...fault }] : []), ...factFaults(property, at)];
  });
}

function measureFaults(did: DidRule, path: string): SenseFault[] {
  const { sum, average, distinct } = did;
  const named = [
    ...(sum ? [{ at: 'sum', of: sum.of, isNumber: true }] : []),
    ...(average ? [{ at: 'average', of: average.of, isNumber: true }] : []),
    ...(distinct ? [{ at: 'distinct', of: distinct.of, isNumber: false }] : []),
  ];
  const names = named.flatMap(({ at, of, isNumber }) => {
    const fault = nameFault(of, did, isNumber);
    return fault ? [{ path: `${path}.${at}.of`, ...fault }] : [];
  });
  const amounts = [...Object.entries({ sum, average })].flatMap(([at, bounds]) =>
    (['atLeast', 'atMost'] as const).flatMap((bound) =>
      amountFaults(bounds?.[bound], `${path}.${at}.${bound}`),
    ),
  );
  return [...names, ...amounts];
}

/** Amounts are reckoned in ten-thousandths: a finer bound would silently be another. */
function amountFaults(bound: number | undefined, path: string): SenseFault[] {
  const parts = (bound ?? 0) * 10_000;
  const whole = Math.round(parts);
  if (Math.abs(parts - whole) <= 1e-6 * Math.max(1, Math.abs(parts))) return [];
  const message = 'has more than four decimal places, and amounts count to four';
  return [
    { path, message, remedy: `Give ${whole / 10_000} or ${(whole + Math.sign(parts - whole)) / 10_000}.` },
  ];
}
