import { boughtWithin, didWithin, purchase } from '../../../../models/segment/suggestion.js';
import type { Everybody } from '../everybody.js';
import { Deeds, Often } from './deeds.js';
import { slices } from './slices.js';
import type { Counting } from './told.js';

/** What those who bought lately did before their first purchase of that time, and what everybody did lately. */
export function* buyers(everybody: Everybody, now: number, most: number): Counting {
  const { people, kinds, histories } = everybody;
  const deeds = new Deeds();
  const before = new Often();
  const lately = new Often();
  let lookedAt = 0;
  let bought = 0;
  const note = (person: number, into: Often, after: number, until: number) => {
    const { at, kind } = histories.blockOf(person);
    const begin = histories.beginOf(person);
    for (let n = begin + histories.lengthOf(person) - 1; n >= begin; n--) {
      const when = at[n] ?? 0;
      if (when <= after) break;
      if (when <= until) for (const deed of deeds.of(kind[n] ?? 0)) into.add(deed);
    }
    into.next();
  };
  for (const { from, to, isLast } of slices(people, most)) {
    while (deeds.kinds < kinds.size) deeds.learn(kinds.at(deeds.kinds));
    for (let person = from; person < to; person++) {
      if (!people.has(person)) continue;
      lookedAt++;
      note(person, lately, now - didWithin.ms, now);
      const purchasedAt = firstPurchase(person, everybody, now);
      if (purchasedAt === null) continue;
      bought++;
      note(person, before, purchasedAt - didWithin.ms, purchasedAt - 1);
    }
    if (!isLast) yield null;
  }
  const counts = deeds.list.map((deed, n) => ({ ...deed, buyers: before.of(n), everybody: lately.of(n) }));
  yield { answer: { kind: 'buyers', people: lookedAt, buyers: bought, deeds: counts }, isExact: true };
}

/** When somebody first bought of late; null when they did not. */
function firstPurchase(person: number, { histories, kinds }: Everybody, now: number): number | null {
  const { at, kind } = histories.blockOf(person);
  const begin = histories.beginOf(person);
  let first: number | null = null;
  for (let n = begin + histories.lengthOf(person) - 1; n >= begin; n--) {
    const when = at[n] ?? 0;
    if (when <= now - boughtWithin.ms) break;
    if (when <= now && kinds.at(kind[n] ?? 0).type === purchase) first = when;
  }
  return first;
}
