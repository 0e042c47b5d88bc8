import fc from 'fast-check';
import type { HistoryEvent, ProfileHistory, Traits } from '../../src/models/profile/profile-history.js';
import type { Deed } from '../../src/models/segment/deed.js';
import type { DidRule } from '../../src/models/segment/did.js';
import { aiplStages } from '../../src/models/segment/lifecycle.js';
import { calendarPeriods, type Period } from '../../src/models/segment/period.js';
import { ruleSchema, type Rule } from '../../src/models/segment/rule.js';
import type { SequenceRule } from '../../src/models/segment/sequence.js';
import type { Surroundings } from '../../src/modules/segments/meaning/surroundings.js';

/** Midnight in London at the end of a month, of a quarter and of winter time is near; so are these rules' edges. */
export const zone = 'Europe/London';
export const origin = Date.parse('2026-03-29T00:00:00Z');

export const lists = { buyers: '00000000-0000-4000-8000-00000000000b' };
export const segments = {
  viewers: '00000000-0000-4000-8000-00000000000a',
  unknown: '00000000-0000-4000-8000-00000000000c',
};

/** Offsets from `origin` at which things happen: seconds around it, and days before and after. */
export const anyOffset = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -12, max: 12 }).map((half) => half * 500) },
  { weight: 1, arbitrary: fc.integer({ min: -80, max: 80 }).map((hours) => hours * 3_600_000) },
);

const windows = ['PT1S', 'PT2S', 'PT3S', 'PT5S', 'P1D', 'P3D'] as const;
const anyWindow = fc.constantFrom(...windows);
const types = ['VEHICLE_VIEWED', 'VEHICLE_SAVED', 'ORDER_PLACED', 'CUSTOM'] as const;
const shapes = ['SUV', 'SEDAN'] as const;
const models = ['Sportage', 'Niro', 'EV6', '\u00cb-C4', 'E\u0308-C4'] as const;
const cities = ['Leeds', 'York'] as const;
const dates = ['2026-03-28', '2026-03-29', '2026-03-30T00:30:00+01:00', '1990-03-29', '2000-02-29'] as const;

const anyDeed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record(
    {
      event: fc.constantFrom(...types),
      where: fc.oneof(
        fc.record({ bodyStyle: fc.subarray([...shapes], { minLength: 1 }) }),
        fc.record({ price: fc.record({ atLeast: fc.constant(20_000) }) }),
      ),
      properties: fc.constantFrom<NonNullable<Deed['properties']>>(
        [{ name: 'amount', atLeast: 2 }],
        [{ name: 'list', is: 'search' }],
        [{ name: 'list', exists: false }],
      ),
    },
    { requiredKeys: ['event'] },
  ),
  fc.record({ anyOf: fc.subarray([...types], { minLength: 1 }) }),
  fc.constant({}),
);

const anyPeriod: fc.Arbitrary<Period> = fc.oneof(
  fc.constant({}),
  anyWindow.map((within) => ({ within })),
  anyWindow.map((longerAgoThan) => ({ longerAgoThan })),
  fc.constantFrom({ within: 'PT5S', longerAgoThan: 'PT2S' }, { within: 'P3D', longerAgoThan: 'PT1S' }),
  fc.constantFrom(...calendarPeriods).map((during) => ({ during })),
  fc.constantFrom(
    { from: '2026-03-29' },
    { before: '2026-03-29' },
    { from: '2026-03-28', before: '2026-03-30' },
    { from: '2026-03-28T23:59:58Z', before: '2026-03-29T00:00:02Z' },
  ),
);

const anyTimes = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 }))
  .map(([atLeast, more, kind]) =>
    kind === 0 ? { atLeast } : kind === 1 ? { atMost: more } : { atLeast, atMost: atLeast + more },
  );
const anyAmount = fc.constantFrom(
  { atLeast: 3 }, { atMost: 4 }, { atLeast: -1, atMost: 2.5 }, { atLeast: 0 }, { atMost: -0.5 },
); // prettier-ignore
const anyNumber = fc.constantFrom('amount', 'vehicle.price');
const anyThing = fc.constantFrom('day', 'vehicle.model', 'vehicle.make', 'list', 'amount');
const anyAgo = fc.oneof(
  anyWindow.map((agoAtLeast) => ({ agoAtLeast })),
  anyWindow.map((agoAtMost) => ({ agoAtMost })),
  fc.constant({ agoAtLeast: 'PT1S', agoAtMost: 'PT5S' }),
);

/** Any behaviour. */
const anyDid: fc.Arbitrary<DidRule> = fc.oneof(
  fc.tuple(anyDeed, anyPeriod).map(([deed, period]) => ({ ...deed, ...period })),
  fc.tuple(anyDeed, anyPeriod, anyTimes).map(([deed, period, times]) => ({ ...deed, ...period, times })),
  fc.tuple(anyDeed, anyPeriod, anyNumber, anyAmount).map(([deed, period, of, sum]) => ({ ...deed, ...period, sum: { of, ...sum } })), // prettier-ignore
  fc.tuple(anyDeed, anyPeriod, anyNumber, anyAmount).map(([deed, period, of, average]) => ({ ...deed, ...period, average: { of, ...average } })), // prettier-ignore
  fc.tuple(anyDeed, anyPeriod, anyThing, anyTimes).map(([deed, period, of, distinct]) => ({ ...deed, ...period, distinct: { of, ...distinct } })), // prettier-ignore
  fc.tuple(anyDeed, anyTimes).map(([deed, times]) => ({ ...deed, within: 'PT6S', every: { period: 'PT2S', ...times } })), // prettier-ignore
  fc.tuple(anyDeed, anyAgo).map(([deed, first]) => ({ ...deed, first })),
  fc.tuple(anyDeed, anyAgo).map(([deed, newest]) => ({ ...deed, newest })),
);

const anySequence: fc.Arbitrary<SequenceRule> = fc
  .record({
    steps: fc.array(fc.record({ deed: anyDeed, soon: fc.option(anyWindow, { nil: undefined }) }), { minLength: 2, maxLength: 4 }), // prettier-ignore
    noneSince: fc.option(anyDeed, { nil: undefined }),
    period: anyPeriod,
  })
  .map(({ steps, noneSince, period }) => ({
    steps: steps.map(({ deed, soon }, n) => ({ ...deed, ...(n > 0 && soon ? { soon } : {}) })),
    ...(noneSince ? { noneSince } : {}),
    ...period,
  }));

const anyTrait = fc.constantFrom<Rule>(
  { trait: { name: 'city', is: 'Leeds' } },
  { trait: { name: 'city', isNot: 'Leeds' } },
  { trait: { name: 'city', exists: false } },
  { trait: { name: 'city', startsWith: 'le' } },
  { trait: { name: 'budget', moreThan: 20_000, lessThan: 40_000 } },
  { trait: { name: 'likes', containsAny: ['suv', 'van'] } },
  { trait: { name: 'likes', containsNone: ['suv'] } },
  { trait: { name: 'likes', sizeAtMost: 1 } },
  { trait: { name: 'born', anniversaryWithin: 'P1D' } },
  { trait: { name: 'born', agoAtLeast: 'P1D' } },
  { trait: { name: 'leaseEnds', aheadAtMost: 'P1D' } },
  { trait: { name: 'leaseEnds', aheadAtLeast: 'PT1S' } },
  { trait: { name: 'leaseEnds', agoAtMost: 'PT3S' } },
);

/** Any rule that the language allows, small enough that chance meets its edges. */
export const anyRule: fc.Arbitrary<Rule> = fc
  .letrec<{ rule: Rule }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      { weight: 6, arbitrary: anyDid.map((did): Rule => ({ did })) },
      { weight: 3, arbitrary: anySequence.map((sequence): Rule => ({ sequence })) },
      { weight: 2, arbitrary: anyTrait },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Rule>(
          { near: { dealer: 'LDS', withinKm: 20 } },
          { listed: { on: lists.buyers } },
          { member: { of: segments.viewers } },
          { member: { of: segments.unknown } },
          { stage: { aipl: ['INTEREST', 'LOYALTY'] } },
          { share: { salt: 's', from: 0, below: 50 } },
          { lead: { grade: ['A', 'B'] } },
          { lead: { grade: ['B'], within: 'PT3S' } },
          { lead: { status: ['SOLD', 'LOST'] } },
          { lead: { status: ['SOLD'], within: 'PT3S' } },
        ),
      },
      {
        weight: 2,
        arbitrary: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((all): Rule => ({ all })),
      },
      {
        weight: 2,
        arbitrary: fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((any): Rule => ({ any })),
      },
      { weight: 2, arbitrary: tie('rule').map((not): Rule => ({ not })) },
    ),
  }))
  .rule.filter((rule) => ruleSchema.safeParse(rule).success);

const anyEvent: fc.Arbitrary<Omit<HistoryEvent, 'seq'>> = fc.record({
  type: fc.constantFrom(...types, 'PROFILE_MERGED' as const, 'LEAD_GRADED' as const, 'LEAD_MOVED' as const),
  name: fc.constantFrom('one', 'other'),
  at: anyOffset.map((offset) => origin + offset),
  vehicle: fc.option(
    fc.record(
      { make: fc.constant('Kia'), model: fc.constantFrom(...models), bodyStyle: fc.constantFrom(...shapes), price: fc.constantFrom(10_000, 30_000) },
      { requiredKeys: ['make'] },
    ),
  ), // prettier-ignore
  properties: fc.record(
    {
      amount: fc.constantFrom(-1, 0.5, 1, 2, 3),
      list: fc.constantFrom('search', 'saved'),
      grade: fc.constantFrom('A', 'B', 'C'),
      to: fc.constantFrom('CONTACTED', 'SOLD'),
    },
    { requiredKeys: [] },
  ),
});

export const anyTraits: fc.Arbitrary<Traits> = fc.record(
  {
    city: fc.constantFrom(...cities),
    budget: fc.constantFrom(10_000, 30_000, 'much'),
    likes: fc.constantFrom(['SUV'], ['van', 'SUV'], []),
    born: fc.constantFrom(...dates),
    leaseEnds: fc.constantFrom(...dates),
    latitude: fc.constantFrom(53.8, 51.5),
    longitude: fc.constantFrom(-1.55, -0.1),
  },
  { requiredKeys: [] },
);

/** Anybody: ordered as the log orders, ties by the order in which events came. */
export const anyPerson: fc.Arbitrary<ProfileHistory> = fc
  .tuple(fc.uuid(), fc.array(anyEvent, { maxLength: 14 }), anyTraits)
  .map(([profileId, events, traits]) => ({
    profileId,
    traits,
    events: events
      .map((event, seq) => ({ ...event, seq }))
      .sort((one, other) => one.at - other.at || one.seq - other.seq),
  }));

/** A tenant of one dealer, one list, one other segment, and stages by one deed each. */
export const around: Surroundings = {
  zone,
  placeOf: (dealer) => (dealer === 'LDS' ? { latitude: 53.79, longitude: -1.54 } : undefined),
  ruleOf: (id) =>
    id === segments.viewers ? { did: { event: 'VEHICLE_VIEWED', within: 'PT3S' } } : undefined,
  stageRule: (stage) => ({
    did: { event: types[aiplStages.findIndex((one) => one === stage)] ?? 'CUSTOM', within: 'P1D' },
  }),
  isListed: (_list, profileId) => /^[0-7]/.test(profileId),
};
