import fc from 'fast-check';
import type { TraitValue } from '../../src/models/profile/profile-history.js';
import { factConditions, factSchema, type FactRule } from '../../src/models/segment/fact-conditions.js';

const texts = [
  'SUV', 'suv', 'van', 'VAN ', 'Éclair', 'éCLAIR', 'E\u0301clair', 'e\u0301', '\u00e9', '\u0301', 'ΟΔΟΣ', 'οδος', 'Straße', 'İzmir', 'i̇zmir', '😀', 'a"b\\c', '2', 'true', '',
  'l', 'LE', '10:00', '12', '2026', '2026-03', '20260329', '2026-W13-7', '2026-088',
] as const; // prettier-ignore
const instants = [
  '2026-03-28', '2026-03-29', '1990-03-29', '2000-02-29', '2028-02-29', '1999-12-31', '0000-02-29', '2026-02-30', '2026-13-01',
  '2026-03-29T00:00:00Z', '2026-03-29T00:00', '2026-03-29T00:00:01.2509+01:00', '2026-03-28T24:00:00Z', '2026-03-29T24:00:01Z',
  '2026-03-29T00:00:60Z', '2026-03-29T00:60Z', '2026-03-29T05:30:00,5+0530', '2026-03-28T19:00-05', '2026-03-29t00:00:00z',
  '2026-03-29 00:00:00', '2026-03-29T00:00:00.1234567890Z', '2026-3-29',
] as const; // prettier-ignore
const numbers = [0, -0.5, 1, 2, 2.5, 3, 20_000, 1e-7, 1e21, 0.00005, 1.00005, -0.00005] as const;

/** Anything that a sender can have told of somebody under a name. */
export const anyTold: fc.Arbitrary<TraitValue> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<TraitValue>(...texts) },
  { weight: 3, arbitrary: fc.constantFrom<TraitValue>(...instants) },
  { weight: 3, arbitrary: fc.constantFrom<TraitValue>(...numbers) },
  { weight: 1, arbitrary: fc.constantFrom<TraitValue>(true, false, null) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...texts), { maxLength: 4 }) },
);

const anyText = fc.constantFrom(...texts).filter((text) => text.trim() !== '');
const anyTexts = fc.array(anyText, { minLength: 1, maxLength: 3 });
const anyValue = fc.oneof(anyText, fc.constantFrom(...instants), fc.constantFrom(...numbers), fc.boolean());
const anyBound = fc.oneof(
  fc.constantFrom(...numbers),
  fc.constantFrom(
    '2026-03-29',
    '2026-03-28',
    '2000-02-29',
    '2026-03-29T00:00:00Z',
    '2026-03-29T00:00:00.5+01:00',
  ),
);
const anyLength = fc.constantFrom('PT1S', 'PT2S', 'PT90M', 'P1D', 'P3D', 'P366D', 'P1096D');
const anySize = fc.integer({ min: 0, max: 3 });

const conditions: Record<keyof typeof factConditions, fc.Arbitrary<unknown>> = {
  is: anyValue,
  isNot: anyValue,
  oneOf: fc.array(anyValue, { minLength: 1, maxLength: 4 }),
  noneOf: fc.array(anyValue, { minLength: 1, maxLength: 4 }),
  contains: anyText,
  containsNot: anyText,
  startsWith: anyText,
  endsWith: anyText,
  containsAny: anyTexts,
  containsAll: anyTexts,
  containsNone: anyTexts,
  sizeAtLeast: anySize,
  sizeAtMost: anySize,
  atLeast: anyBound,
  atMost: anyBound,
  moreThan: anyBound,
  lessThan: anyBound,
  agoAtLeast: anyLength,
  agoAtMost: anyLength,
  aheadAtLeast: anyLength,
  aheadAtMost: anyLength,
  anniversaryWithin: anyLength,
  exists: fc.boolean(),
};
const asked = Object.keys(conditions).filter((name): name is keyof typeof conditions => name in conditions);
const timely: readonly string[] = [
  'agoAtLeast',
  'agoAtMost',
  'aheadAtLeast',
  'aheadAtMost',
  'anniversaryWithin',
];

/** One or two of all conditions there are, on a fact of one of these names. */
export function anyFactRule(names: readonly string[]): fc.Arbitrary<FactRule> {
  return factOf(names, asked);
}

/** The same without those that ask how long ago or ahead. */
export function anyTimelessFactRule(names: readonly string[]): fc.Arbitrary<FactRule> {
  return factOf(
    names,
    asked.filter((name) => !timely.includes(name)),
  );
}

function factOf(
  names: readonly string[],
  from: readonly (keyof typeof conditions)[],
): fc.Arbitrary<FactRule> {
  const some = fc.shuffledSubarray([...from], { minLength: 1, maxLength: 2 });
  return fc
    .tuple(fc.constantFrom(...names), some)
    .chain(([name, keys]) =>
      fc
        .record(Object.fromEntries(keys.map((key) => [key, conditions[key]])))
        .map((wanted) => ({ name, ...wanted })),
    )
    .filter((fact) => factSchema.safeParse(fact).success)
    .map((fact) => factSchema.parse(fact));
}
