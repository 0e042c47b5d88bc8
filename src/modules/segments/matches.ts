import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { DidRule, Rule } from '../../models/segment/rule.js';
import { windowMs } from '../../models/segment/window.js';
import { counts, hasTrait } from './predicates.js';

/** A rule's answer for one person at one moment. */
export interface Answer {
  readonly in: boolean;
  /**
   * Milliseconds since the epoch: the answer holds from now until just before this instant if nothing else happens.
   * Never late; where several conditions must change together it can be early. Null: time alone changes nothing.
   */
  readonly changesAt: number | null;
}

/**
 * The heart: does the rule hold for this person now, and until when at least? Counted is what happened in
 * (now − window, now]. Pure; events must be ordered oldest first.
 */
export function matches(rule: Rule, history: ProfileHistory, now: number): Answer {
  const { holds, until } = answer(rule, history, now);
  return { in: holds, changesAt: until === Infinity ? null : until };
}

interface Holding {
  holds: boolean;
  until: number;
}

function answer(rule: Rule, history: ProfileHistory, now: number): Holding {
  if ('all' in rule) return combined(rule.all, true, history, now);
  if ('any' in rule) return combined(rule.any, false, history, now);
  if ('not' in rule) {
    const inner = answer(rule.not, history, now);
    return { holds: !inner.holds, until: inner.until };
  }
  if ('did' in rule) return didAnswer(rule.did, history, now);
  return { holds: hasTrait(rule.trait, history.traits), until: Infinity };
}

/**
 * `all` (unit true) and `any` (unit false). While every part equals the unit, the first to change decides. Otherwise the
 * parts that differ hold the answer, and all of them must have changed before it can.
 */
function combined(rules: readonly Rule[], unit: boolean, history: ProfileHistory, now: number): Holding {
  let first = Infinity;
  let last = -Infinity;
  for (const rule of rules) {
    const { holds, until } = answer(rule, history, now);
    if (holds === unit) first = Math.min(first, until);
    else if (until === Infinity) return { holds: !unit, until };
    else last = Math.max(last, until);
  }
  return last === -Infinity ? { holds: unit, until: first } : { holds: !unit, until: last };
}

/**
 * Walks from the newest event to the oldest and stops as soon as the answer and its end are known. With the window's
 * n-th newest match leaving at its own time + window, that instant comes for free.
 */
function didAnswer(did: DidRule, { events }: ProfileHistory, now: number): Holding {
  const window = did.within === undefined ? Infinity : (windowMs(did.within) ?? Infinity);
  const atLeast = did.times?.atLeast ?? (did.times?.atMost === undefined ? 1 : 0);
  const atMost = did.times?.atMost ?? Infinity;
  const decidedBy = atMost === Infinity ? atLeast : atMost + 1;
  let count = 0;
  let arrives = Infinity;
  let leaves = Infinity;
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (!event || event.at <= now - window) break;
    if (!counts(did, event)) continue;
    if (event.at > now) {
      arrives = event.at;
      continue;
    }
    count++;
    if (count === atLeast || count === decidedBy) leaves = event.at + window;
    if (count === decidedBy) break;
  }
  return { holds: count >= atLeast && count <= atMost, until: Math.min(arrives, leaves) };
}
