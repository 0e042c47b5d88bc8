import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { everyRow } from '../support/every-row.js';
import { Story } from '../support/story.js';

const people = 200;
const buyers = 40;
const suv = { make: 'Kia', model: 'Sportage', bodyStyle: 'SUV' };
const saloon = { make: 'Kia', model: 'Stinger', bodyStyle: 'SEDAN' };
const looksAtSuvs = (n: number) => (n < buyers ? n % 5 !== 0 : n < 64);
const viewedSuv = { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, within: 'P60D' } };
const livesInLeeds = { trait: { name: 'city', is: 'Leeds' } };

const value = z.object({
  value: z.string().nullable(),
  people: z.number(),
  share: z.number(),
  comparedShare: z.number(),
  index: z.number().nullable(),
  isBeyondChance: z.boolean(),
});
const insightAnswer = z.object({
  audienceInsight: z.object({
    id: z.string(),
    size: z.number(),
    comparedSize: z.number(),
    isExact: z.boolean(),
    dimensions: z.array(
      z.object({ dimension: z.string(), trait: z.string().nullable(), values: z.array(value) }),
    ),
  }),
});
const lookalikeAnswer = z.object({
  lookalike: z.object({
    status: z.string(),
    fault: z.string().nullable(),
    findings: z
      .object({ signs: z.array(z.object({ what: z.string() })) })
      .loose()
      .nullable(),
    people: z.object({
      edges: z.array(z.object({ node: z.object({ rank: z.number(), score: z.number() }) })),
    }),
  }),
});
const insight = `query ($audience: AudienceInput!, $comparedWith: AudienceInput, $traits: [String!]) {
  audienceInsight(audience: $audience, comparedWith: $comparedWith, traits: $traits) {
    ... on AudienceInsight { id size comparedSize isExact
      dimensions { dimension trait values { value people share comparedShare index isBeyondChance } } }
    ... on InvalidRule { problems { path message } } } }`;

/** 200 people of whom 40 bought ten days ago; those who look at SUVs are over-represented among them. */
function happenings(n: number): object[] {
  const userId = `w-${n}`;
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
  const view = (days: number) => ({
    type: 'track',
    userId,
    event: 'Product Viewed',
    properties: looksAtSuvs(n) ? suv : saloon,
    timestamp: ago(days),
  });
  const traits = {
    city: n % 4 === 0 ? 'Leeds' : 'York',
    plan: looksAtSuvs(n) ? 'lease' : 'cash',
    // With a character that nothing sealed is written in, so that it is not found there by chance.
    nick: `${userId}!`,
  };
  const order = { type: 'track', userId, event: 'Order Completed', properties: { total: 30_000 }, timestamp: ago(10) }; // prettier-ignore
  const told = { type: 'identify', userId, traits, timestamp: ago(30) };
  return n < buyers ? [told, view(20), view(19), order] : [told, view(5), view(4)];
}

describe('what is to be learnt of audiences', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
    const batch = Array.from({ length: people }, (_none, n) => happenings(n)).flat();
    for (let from = 0; from < batch.length; from += 200) {
      const part = { batch: batch.slice(from, from + 200) };
      expect((await story.collect('batch', JSON.stringify(part))).status).toBe(200);
    }
    const size = z.object({ previewSegment: z.object({ outOf: z.number(), isExact: z.boolean() }) });
    await eventually(
      async () => {
        const { data } = await story.ask(
          'query ($rule: RuleInput!) { previewSegment(rule: $rule) { ... on SegmentPreview { outOf isExact } } }',
          { rule: viewedSuv },
        );
        return size.parse(data).previewSegment;
      },
      ({ outOf, isExact }) => isExact && outOf >= people,
      60_000,
    );
  });
  afterAll(() => story.end());

  it('tells a marketer how an audience differs, and what is no chance', async () => {
    const answer = await story.ask(insight, {
      audience: { rule: { did: { event: 'ORDER_PLACED', within: 'P90D' } } },
    });
    expect(answer.errors).toEqual([]);
    const told = insightAnswer.parse(answer.data).audienceInsight;
    expect(told).toMatchObject({ size: buyers, comparedSize: people, isExact: true });
    const of = (dimension: string, trait: string | null = null) =>
      told.dimensions.find((each) => each.dimension === dimension && each.trait === trait)?.values;
    expect(of('BODY_STYLE')).toEqual([
      { value: 'SUV', people: 32, share: 0.8, comparedShare: 0.28, index: 286, isBeyondChance: true },
      { value: 'SEDAN', people: 8, share: 0.2, comparedShare: 0.72, index: 28, isBeyondChance: true },
    ]);
    expect(of('MODEL')?.[0]).toMatchObject({ value: 'Kia Sportage', index: 286 });
    expect(of('CITY')).toMatchObject([
      { value: 'York', people: 30, index: 100, isBeyondChance: false },
      { value: 'Leeds', people: 10, index: 100, isBeyondChance: false },
    ]);
    expect(of('STAGE')).toMatchObject([{ value: 'PURCHASE', people: buyers, index: 500 }]);
    expect(of('BUYER_STAGE')).toMatchObject([{ value: 'PURCHASE', people: buyers, index: 500 }]);
    expect(of('DAYPART')?.reduce((sum, each) => sum + each.people, 0)).toBe(buyers);
    // Nobody said which traits: the plan is found by itself, what tells each from all others is not.
    expect(of('ATTRIBUTE', 'plan')?.[0]).toMatchObject({ value: 'lease', index: 286, isBeyondChance: true });
    expect(of('ATTRIBUTE', 'nick')).toBeUndefined();
    const again = await story.ask('query ($id: ID!) { audienceInsightById(id: $id) { size comparedSize isExact } }', { id: told.id }); // prettier-ignore
    expect(again.data).toEqual({
      audienceInsightById: { size: buyers, comparedSize: people, isExact: true },
    });
  });

  it('holds one audience against another, and names nothing that fewer than five people are', async () => {
    const asked = { audience: { rule: livesInLeeds }, comparedWith: { rule: { not: livesInLeeds } }, traits: ['nick'] }; // prettier-ignore
    const told = insightAnswer.parse((await story.ask(insight, asked)).data).audienceInsight;
    expect(told).toMatchObject({ size: 50, comparedSize: 150 });
    const of = (dimension: string) => told.dimensions.find((each) => each.dimension === dimension)?.values;
    expect(of('CITY')).toEqual([
      { value: 'Leeds', people: 50, share: 1, comparedShare: 0, index: null, isBeyondChance: true },
    ]);
    expect(of('ATTRIBUTE')).toMatchObject([{ value: null, people: 50, isBeyondChance: false }]);
    // What was counted of a few lies nowhere in the clear, not even while it is added up.
    const answers = (await everyRow(story.database.dataSource)).filter(({ table }) => table === 'audience_answers'); // prettier-ignore
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.filter(({ row }) => /w-12!|Leeds|lease/.test(row))).toEqual([]);
    const one = await story.ask(insight, { audience: { rule: { trait: { name: 'nick', is: 'w-7!' } } } });
    expect(insightAnswer.parse(one.data).audienceInsight).toMatchObject({ size: 1, dimensions: [] });
  });

  it('tells which clause holds an audience back, in words', async () => {
    const rule = { all: [viewedSuv, livesInLeeds, { not: { did: { event: 'ORDER_PLACED' } } }] };
    const answer = await story.ask(
      `query ($rule: RuleInput!) { audienceClauses(audience: { rule: $rule }) { ... on AudienceClauses {
         size outOf clauses { path sentence zh: sentence(language: CHINESE) size difference without } } } }`,
      { rule },
    );
    expect(answer.errors).toEqual([]);
    expect(answer.data).toMatchObject({
      audienceClauses: {
        ...{ size: 6, outOf: people },
        clauses: [
          { path: 'rule.all[0].did', sentence: 'viewed an SUV in the last 60 days', size: 40, difference: 34 },
          { path: 'rule.all[1].trait', sentence: 'city is Leeds', zh: 'city为Leeds', size: 24, difference: 18, without: { all: [rule.all[0], rule.all[2]] } },
          { path: 'rule.all[2].not', sentence: 'not placed an order', size: 14, difference: 8 },
        ],
      },
    }); // prettier-ignore
  });

  it('suggests the audience a marketer would expect, which can be stored as it is', async () => {
    const answer = await story.ask(
      `{ suggestedAudiences { buyers outOf reason suggestions { rule sentence reason zh: reason(language: CHINESE) size buyersShare everybodyShare index } } }`,
    );
    expect(answer.errors).toEqual([]);
    const rule = { all: [viewedSuv, { not: { did: { event: 'ORDER_PLACED', within: 'P90D' } } }] };
    expect(answer.data).toEqual({
      suggestedAudiences: {
        ...{ buyers, outOf: people, reason: null },
        suggestions: [
          {
            rule,
            sentence: 'viewed an SUV in the last 60 days, and not placed an order in the last 90 days',
            reason: '80% of buyers did so in the 60 days before they bought, and 28% of everybody in the last 60 days: 2.9 times as many.',
            zh: '80%的购车者在下单前60天内有此行为，而全部人群最近60天内为28%：是其2.9倍。',
            ...{ size: 24, buyersShare: 0.8, everybodyShare: 0.28, index: 286 },
          },
        ],
      },
    }); // prettier-ignore
    const stored = await story.ask(
      'mutation ($rule: RuleInput!) { createSegment(input: { name: "Suggested", rule: $rule }) { ... on Segment { rule } } }',
      { rule },
    );
    expect(stored.data).toEqual({ createSegment: { rule } });
  });

  it('grows an audience by those who are most like it, in an order that can be read', async () => {
    const made = await story.ask(
      `mutation ($rule: RuleInput!) { createSegment(input: { name: "Viewed an SUV", rule: $rule }) { ... on Segment { id } } }`,
      { rule: viewedSuv },
    );
    const { id: segmentId } = z.object({ createSegment: z.object({ id: z.string() }) }).parse(made.data).createSegment; // prettier-ignore
    const grown = await story.ask(
      'mutation ($input: CreateLookalikeInput!) { createLookalike(input: $input) { ... on Lookalike { id status } } }',
      { input: { name: 'Like SUV lookers', seed: { segmentId }, size: 100 } },
    );
    expect(grown.errors).toEqual([]);
    const { id } = z.object({ createLookalike: z.object({ id: z.string() }) }).parse(grown.data).createLookalike; // prettier-ignore
    const look = `query ($id: ID!) { lookalike(id: $id) { status fault findings { seed found outOf heldOut signs { what } }
      people(first: 50) { edges { node { rank score } } } } }`;
    const told = await eventually(
      async () => lookalikeAnswer.parse((await story.ask(look, { id })).data).lookalike,
      ({ status }) => status !== 'WAITING',
      60_000,
    );
    expect(told).toMatchObject({
      status: 'DONE',
      fault: null,
      findings: { seed: 56, found: 44, outOf: 144 },
    });
    // By what else they do: more of them bought. What the rule itself asks for says nothing of who is like them.
    expect(told.findings?.signs.map(({ what }) => what)).toEqual(['did ORDER_PLACED']);
    expect(told.people.edges.map(({ node }) => node.rank)).toEqual(Array.from({ length: 44 }, (_, n) => n + 1)); // prettier-ignore
    const list = await story.ask('{ audienceLists(first: 1) { edges { node { name size known } } } }');
    expect(list.data).toEqual({
      audienceLists: { edges: [{ node: { name: 'Like SUV lookers', size: 44, known: 44 } }] },
    });
  });

  it('a patience or a limit that cannot be is refused by name, with what can', async () => {
    const rule = '{ trait: { name: "city", exists: true } }';
    const audience = `audience: { rule: ${rule} }`;
    for (const patience of ['-PT5S', 'P1D'])
      for (const question of [
        `previewSegment(rule: ${rule}, patience: "${patience}")`,
        `audienceClauses(${audience}, patience: "${patience}")`,
        `audienceInsight(${audience}, patience: "${patience}")`,
        `suggestedAudiences(patience: "${patience}")`,
      ]) {
        const answer = await story.ask(`{ ${question} { __typename } }`);
        expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['AUDIENCE_PATIENCE']);
        expect(answer.errors[0]?.message).toContain('PT0S to PT60S');
      }
    for (const limit of [-3, 0, 21]) {
      const answer = await story.ask(`{ suggestedAudiences(limit: ${limit}) { __typename } }`);
      expect(answer.errors.map(({ extensions }) => extensions['code'])).toEqual(['PAGE_SIZE']);
      expect(answer.errors[0]?.message).toBe(`limit is ${limit}; ask for 1 to 20 suggestions.`);
    }
  });
});
