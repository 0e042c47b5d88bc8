import fc from 'fast-check';
import type { HistoryEvent, ProfileHistory } from '../../src/models/profile/profile-history.js';
import type { DidRule } from '../../src/models/segment/did.js';
import type { Rule } from '../../src/models/segment/rule.js';
import { windowMs } from '../../src/models/segment/window.js';

/** An event for a rule to count; a viewed petrol SUV unless said otherwise. */
export function historyEvent(given: Partial<HistoryEvent> & { at: number }): HistoryEvent {
  return {
    type: 'VEHICLE_VIEWED',
    name: 'Product Viewed',
    seq: 0,
    vehicle: { make: 'Kia', model: 'Sportage', bodyStyle: 'SUV', fuelType: 'PETROL', price: 30_000 },
    ...given,
  };
}

/** A history ordered as the log orders it. */
export function profileHistory(
  events: HistoryEvent[],
  traits: ProfileHistory['traits'] = {},
): ProfileHistory {
  return {
    profileId: '00000000-0000-4000-8000-000000000001',
    traits,
    events: events.map((event, seq) => ({ ...event, seq })).sort((a, b) => a.at - b.at || a.seq - b.seq),
  };
}

const events = ['VEHICLE_VIEWED', 'TEST_DRIVE_BOOKED', 'CUSTOM'] as const;
const shapes = ['SUV', 'SEDAN'] as const;

/** Windows short enough that random instants meet their edges. */
export const anyWindow = fc.constantFrom('PT1S', 'PT2S', 'PT5S');

const anyTimes = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .map(([atLeast, more, kind]) =>
    kind === 0 ? { atLeast } : kind === 1 ? { atMost: more } : { atLeast, atMost: atLeast + more },
  );

/** Any `did`, over few kinds of event so that histories often match. */
export const anyDid: fc.Arbitrary<DidRule> = fc.record(
  {
    event: fc.constantFrom(...events),
    where: fc.record({ bodyStyle: fc.subarray([...shapes], { minLength: 1 }) }),
    times: anyTimes,
    within: anyWindow,
  },
  { requiredKeys: ['event'] },
);

/** Any rule tree of `did` and `trait` leaves. */
export const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyDid.map((did): Rule => ({ did })),
    fc.constantFrom<Rule>(
      { trait: { name: 'city', is: 'Leeds' } },
      { trait: { name: 'city', exists: false } },
    ),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all): Rule => ({ all })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any): Rule => ({ any })),
    tie('rule').map((not): Rule => ({ not })),
  ),
})).rule;

/** Any history whose instants fall on half seconds, so that ties and window edges are common. */
export const anyHistory: fc.Arbitrary<ProfileHistory> = fc
  .tuple(
    fc.array(
      fc.record({
        type: fc.constantFrom(...events),
        at: fc.integer({ min: 0, max: 20 }).map((half) => half * 500),
        vehicle: fc.option(fc.record({ bodyStyle: fc.constantFrom(...shapes) })),
      }),
      { maxLength: 12 },
    ),
    fc.constantFrom<ProfileHistory['traits']>({}, { city: 'Leeds' }),
  )
  .map(([list, traits]) =>
    profileHistory(
      list.map((event) => historyEvent(event)),
      traits,
    ),
  );

/** Windows that occur in a rule, in milliseconds. */
export function windowsOf(rule: Rule): number[] {
  if ('all' in rule) return rule.all.flatMap(windowsOf);
  if ('any' in rule) return rule.any.flatMap(windowsOf);
  if ('not' in rule) return windowsOf(rule.not);
  if ('did' in rule && rule.did.within !== undefined) return [windowMs(rule.did.within) ?? 0];
  return [];
}
