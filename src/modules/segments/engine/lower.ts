import type { Deed } from '../../../models/segment/deed.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { Period } from '../../../models/segment/period.js';
import type { Rule } from '../../../models/segment/rule.js';
import { windowMs } from '../../../models/segment/window.js';
import { leadDeed } from '../meaning/lead-deed.js';
import { stageRules } from '../meaning/matches.js';
import { toAmount } from '../meaning/quantities.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { Atoms, Formula } from './atoms.js';

const never: Formula = { any: [] };

/** A rule as a formula over `atoms`, which takes up what it does not hold yet. What rules refer to is put in their place. */
export function lower(rule: Rule, atoms: Atoms, around: Surroundings): Formula {
  const part = (inner: Rule) => lower(inner, atoms, around);
  if ('all' in rule) return { all: rule.all.map(part) };
  if ('any' in rule) return { any: rule.any.map(part) };
  if ('not' in rule) return { not: part(rule.not) };
  if ('did' in rule) return lowerDid(rule.did, atoms);
  if ('lead' in rule) return lowerDid(leadDeed(rule.lead), atoms);
  if ('sequence' in rule) {
    const { steps, noneSince, ...period } = rule.sequence;
    return atoms.of({ kind: 'sequence', steps, noneSince, period });
  }
  if ('trait' in rule) return atoms.of({ kind: 'person', is: { trait: rule.trait } });
  if ('near' in rule) return atoms.of({ kind: 'person', is: { near: rule.near } });
  if ('listed' in rule) return atoms.of({ kind: 'person', is: { listed: rule.listed.on } });
  if ('share' in rule) return atoms.of({ kind: 'person', is: { share: rule.share } });
  if ('stage' in rule) return { any: stageRules(rule.stage, around).map(part) };
  const referred = around.ruleOf(rule.member.of);
  return referred === undefined ? never : part(referred);
}

interface Bounds {
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
}

function lowerDid(did: DidRule, atoms: Atoms): Formula {
  const { event, anyOf, name, where, properties } = did;
  const { within, longerAgoThan, during, from, before } = did;
  const deed = { event, anyOf, name, where, properties };
  const period = { within, longerAgoThan, during, from, before };
  const { sum, average, distinct, every, first, newest, times } = did;
  if (distinct)
    return bounded(distinct, (need) => atoms.of({ kind: 'distinct', deed, period, of: distinct.of, need }));
  if (sum) return amounts('sum', deed, period, sum, atoms);
  if (average) return amounts('average', deed, period, average, atoms);
  const reaches = (when: Period, need: number) => atoms.of({ kind: 'count', deed, period: when, need });
  if (every) return again(within, every, reaches);
  if (first ?? newest) return { all: [...ago(did, (when) => reaches(when, 1))] };
  return bounded(times ?? { atLeast: 1 }, (need) => reaches(period, need));
}

function bounded({ atLeast, atMost }: Bounds, reaches: (need: number) => Formula): Formula {
  const parts: Formula[] = [];
  if (atLeast !== undefined) parts.push(reaches(atLeast));
  if (atMost !== undefined) parts.push({ not: reaches(atMost + 1) });
  return { all: parts };
}

function amounts(
  kind: 'sum' | 'average',
  deed: Deed,
  period: Period,
  { of, atLeast, atMost }: Bounds & { of: string },
  atoms: Atoms,
): Formula {
  const parts: Formula[] = [];
  const side = (name: 'atLeast' | 'atMost', bound: number) =>
    parts.push(atoms.of({ kind, deed, period, of, side: name, bound: toAmount(bound) }));
  if (atLeast !== undefined) side('atLeast', atLeast);
  if (atMost !== undefined) side('atMost', atMost);
  return { all: parts };
}

function again(
  within: string | undefined,
  { period, ...times }: Bounds & { period: string },
  reaches: (when: Period, need: number) => Formula,
): Formula {
  const part = windowMs(period) ?? 0;
  const parts = Math.round((windowMs(within ?? '') ?? 0) / part);
  const seconds = (n: number) => `PT${(n * part) / 1_000}S`;
  const stretch = (n: number) => ({
    within: seconds(n + 1),
    longerAgoThan: n === 0 ? undefined : seconds(n),
  });
  return {
    all: Array.from({ length: parts }, (_, n) => bounded(times, (need) => reaches(stretch(n), need))),
  };
}

function* ago({ first, newest }: DidRule, reaches: (when: Period) => Formula): Iterable<Formula> {
  if (newest?.agoAtMost !== undefined) yield reaches({ within: newest.agoAtMost });
  if (newest?.agoAtLeast !== undefined) {
    yield reaches({ longerAgoThan: newest.agoAtLeast });
    yield { not: reaches({ within: newest.agoAtLeast }) };
  }
  if (first?.agoAtLeast !== undefined) yield reaches({ longerAgoThan: first.agoAtLeast });
  if (first?.agoAtMost !== undefined) {
    yield reaches({});
    yield { not: reaches({ longerAgoThan: first.agoAtMost }) };
  }
}
