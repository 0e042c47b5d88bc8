import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const leaves = [
  {
    did: {
      anyOf: ['VEHICLE_VIEWED', 'VEHICLE_SAVED'],
      where: { make: ['Kia'], price: { atMost: 40000 } },
      properties: [
        { name: 'list', oneOf: ['search', 'saved'], isNot: 'other', noneOf: [1, true] },
        { name: 'text', contains: 'a', containsNot: 'b', startsWith: 'a', endsWith: 'a' },
        {
          name: 'tags',
          containsAny: ['a'],
          containsAll: ['a'],
          containsNone: ['b'],
          sizeAtLeast: 1,
          sizeAtMost: 9,
        },
      ],
      within: 'P60D',
      longerAgoThan: 'P1D',
      times: { atLeast: 1 },
    },
  },
  { did: { event: 'ORDER_PLACED', during: 'LAST_QUARTER', sum: { of: 'vehicle.price', atLeast: 0.5 } } },
  { did: { from: '2026-01-01', before: '2026-04-01T00:00:00Z', average: { of: 'amount', atMost: 3.5 } } },
  { did: { event: 'CUSTOM', name: 'Peek', distinct: { of: 'day', atMost: 3 } } },
  { did: { within: 'P28D', every: { period: 'P7D', atLeast: 1 } } },
  { did: { first: { agoAtLeast: 'P1D' } } },
  { did: { newest: { agoAtMost: 'P1D' } } },
  {
    sequence: {
      steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'ORDER_PLACED', soon: 'P1D' }],
      noneSince: { event: 'SERVICE_DONE' },
      within: 'P30D',
    },
  },
  { trait: { name: 'born', anniversaryWithin: 'P7D', moreThan: '1950-01-01', lessThan: '2020-01-01' } },
  { trait: { name: 'lease', agoAtLeast: 'P1D', agoAtMost: 'P9D' } },
  { trait: { name: 'lease', aheadAtLeast: 'P1D', aheadAtMost: 'P9D' } },
  { stage: { aipl: ['INTEREST', 'LOYALTY'] } },
  { stage: { journey: ['REPURCHASE'] } },
  { lead: { grade: ['A', 'B'], within: 'P30D' } },
  { share: { salt: 's', from: 0, below: 12.5 } },
];

const made = z.object({ createSegment: z.object({ id: z.string(), rule: z.unknown() }) });
const create = `mutation ($input: CreateSegmentInput!) { createSegment(input: $input) {
  ... on Segment { id rule } ... on InvalidRule { problems { path message remedy } } } }`;

describe('the language of segments, as marketers send it', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('takes every part of a rule, and gives it back as it came', async () => {
    const rule = { any: leaves };
    const answer = await story.ask(create, { input: { name: 'Everything', rule } });
    expect(answer.errors).toEqual([]);
    const { id, rule: stored } = made.parse(answer.data).createSegment;
    expect(stored).toEqual(rule);
    const referring = await story.ask(create, {
      input: { name: 'Others', rule: { not: { member: { of: id } } } },
    });
    expect(made.safeParse(referring.data).success).toBe(true);
    const archived = await story.ask(
      'mutation ($id: ID!) { archiveSegment(id: $id) { ... on Segment { id } ... on SegmentInUse { segment { id } } } }',
      { id },
    );
    expect(archived.errors).toMatchObject([{ extensions: { code: 'SEGMENT_REFERRED' } }]);
  });

  it('refuses what makes no sense, each with its place and how to mend it', async () => {
    const answer = await story.ask(create, {
      input: {
        name: 'No sense',
        rule: {
          all: [
            { did: { event: 'ORDER_PLACED', sum: { of: 'vehicle.prize', atLeast: 1 } } },
            { did: { event: 'PAGE_VIEWED', properties: [{ name: 'email', is: 'ann@example.com' }] } },
            { near: { dealer: 'LDN-01', withinKm: 0 } },
            { trait: { name: 'city', is: 'Leeds', isNot: 'Leeds' } },
          ],
        },
      },
    });
    expect(answer.data).toMatchObject({
      createSegment: {
        problems: [
          { path: 'rule.all[0].did.sum.of', remedy: 'Did you mean vehicle.price? Known are vehicle.price, vehicle.modelYear, vehicle.mileageKm.' },
          { path: 'rule.all[1].did.properties[0].name', message: 'is the name of what is personal: it is kept sealed, and known to no rule' },
          { path: 'rule.all[2].near.withinKm', message: 'must be more than 0', remedy: 'Give more than 0.' },
          { path: 'rule.all[3].trait.isNot', message: 'rules out what is wants, so nothing can match' },
        ],
      },
    }); // prettier-ignore
  });

  it('says a rule in the language asked for, wherever it is said', async () => {
    const rule = {
      did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' },
    };
    const words = {
      en: 'viewed an SUV at least 3 times in the last 14 days',
      zh: '最近14天内浏览SUV至少3次',
    };
    const both = 'sentence en: sentence(language: ENGLISH) zh: sentence(language: CHINESE)';
    const preview = await story.ask(
      `query ($rule: RuleInput!) { previewSegment(rule: $rule) { ... on SegmentPreview { ${both} } } }`,
      { rule },
    );
    expect(preview.data).toEqual({ previewSegment: { sentence: words.en, ...words } });
    const { id } = made.parse(
      (await story.ask(create, { input: { name: 'SUVs', rule } })).data,
    ).createSegment;
    const segment = await story.ask(`query ($id: ID!) { segment(id: $id) { ${both} } }`, { id });
    expect(segment.data).toEqual({ segment: { sentence: words.en, ...words } });
    await story.collect(
      'track',
      JSON.stringify({ anonymousId: 'a-1', event: 'Product Viewed', properties: {} }),
    );
    const because = async () => {
      const answer = await story.ask(
        `query ($id: ID!) { membership(segmentId: $id, viewer: { anonymousId: "a-1" }) { because { ${both} holds } } }`,
        { id },
      );
      return answer.data;
    };
    const reason = { sentence: words.en, ...words, holds: false };
    expect(await eventually(because, (data) => data !== null)).toEqual({
      membership: { because: [reason] },
    });
  });
});
