import { recentMs } from '../../models/decision/viewer-state.js';
import type { Deed } from '../../models/segment/deed.js';
import { distinctThings, vehicleNumbers, type DidRule } from '../../models/segment/did.js';
import type { Rule } from '../../models/segment/rule.js';
import type { SequenceRule } from '../../models/segment/sequence.js';
import { windowMs } from '../../models/segment/window.js';
import { leavesBehind, type Known } from './leaves-behind.js';
import { spanAt } from './meaning/span.js';

/** What of people's histories some rules look at: the least that has to be read. */
export interface Need {
  /** No event before this instant can matter: milliseconds since the epoch. */
  readonly since: number;
  /** Names of the events' properties that are asked for. */
  readonly properties: readonly string[];
}

/** What these rules need, with all that they refer to. */
export function needOf(rules: readonly Rule[], now: number, around: Known): Need {
  return { since: neededSince(rules, now, around), properties: neededProperties(rules, around) };
}

/** The instant before which no event can matter to any of these rules, or to the recent vehicles. */
export function neededSince(rules: readonly Rule[], now: number, around: Known): number {
  return Math.max(0, Math.min(now - recentMs, askedSince(rules, now, around)));
}

/** The instant before which no event can matter to the rules alone; infinite where all matter, or none. */
export function askedSince(rules: readonly Rule[], now: number, around: Known): number {
  const leaves = [...leavesBehind(rules, around)];
  return Math.min(...leaves.map((leaf) => sinceOf(leaf, now, around.zone)));
}

/** Ids of the lists that any of these rules asks for. */
export function neededLists(rules: readonly Rule[], around: Known): string[] {
  const leaves = [...leavesBehind(rules, around)];
  return [...new Set(leaves.flatMap((leaf) => ('listed' in leaf ? [leaf.listed.on] : [])))];
}

/** Names of properties that any of these rules asks for. */
export function neededProperties(rules: readonly Rule[], around: Known): string[] {
  return [...new Set([...leavesBehind(rules, around)].flatMap(propertiesOf))];
}

function sinceOf(leaf: Rule, now: number, zone: string): number {
  if ('did' in leaf) return sinceOfDid(leaf.did, now, zone);
  if ('sequence' in leaf) return spanAt(leaf.sequence, now, zone).after - reachOf(leaf.sequence);
  return Infinity;
}

function sinceOfDid(did: DidRule, now: number, zone: string): number {
  if (did.first) return -Infinity;
  // With none so lately, whatever came before changes nothing.
  if (did.newest) return now - lengthOf(did.newest.agoAtMost);
  return spanAt(did, now, zone).after;
}

/** How long before its last step a sequence may have begun. */
function reachOf({ steps }: SequenceRule): number {
  return steps.slice(1).reduce((reach, { soon }) => reach + lengthOf(soon), 0);
}

function lengthOf(duration: string | undefined): number {
  return duration === undefined ? Infinity : (windowMs(duration) ?? Infinity);
}

function propertiesOf(leaf: Rule): string[] {
  if ('sequence' in leaf)
    return [...leaf.sequence.steps, leaf.sequence.noneSince ?? {}].flatMap(propertiesOfDeed);
  if (!('did' in leaf)) return [];
  const { sum, average, distinct } = leaf.did;
  const numbers = [sum?.of, average?.of].filter((of) => !isOneOf(vehicleNumbers, of));
  const things = isOneOf(distinctThings, distinct?.of) ? [] : [distinct?.of];
  const named = [...numbers, ...things].filter((of) => of !== undefined);
  return [...propertiesOfDeed(leaf.did), ...named];
}

function propertiesOfDeed({ properties = [] }: Deed): string[] {
  return properties.map(({ name }) => name);
}

function isOneOf(names: readonly string[], of: string | undefined): boolean {
  return of !== undefined && names.includes(of);
}
