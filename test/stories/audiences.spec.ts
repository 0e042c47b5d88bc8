import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const made = z.object({ createSegment: z.object({ id: z.string() }) });
const sized = z.object({ segment: z.object({ size: z.number() }) });
const viewed = { did: { event: 'VEHICLE_VIEWED', where: { make: ['Zastava'] } } };
const saved = { did: { event: 'VEHICLE_SAVED', where: { make: ['Zastava'] } } };

describe('what a marketer asks of audiences', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const ask = async (query: string, variables: object = {}) => {
    const { data, errors } = await story.ask(query, variables);
    expect(errors).toEqual([]);
    return data;
  };
  const create = async (name: string, rule: object) => {
    const query =
      'mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }';
    return made.parse(await ask(query, { input: { name, rule } })).createSegment.id;
  };
  const isOf = (id: string, size: number) =>
    eventually(
      async () => sized.parse(await ask('query ($id: ID!) { segment(id: $id) { size } }', { id })).segment,
      (segment) => segment.size === size,
      20_000,
    );
  const does = async (anonymousId: string, ...events: string[]) => {
    const batch = events.map((event) => ({ type: 'track', anonymousId, event, properties: { make: 'Zastava' } })); // prettier-ignore
    expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);
  };

  it('is answered: whom they share, how they grow, and what they were before', async () => {
    const [viewers, savers] = [await create('Viewers', viewed), await create('Savers', saved)];
    await does('ann', 'Product Viewed', 'Product Added to Wishlist');
    await does('bob', 'Product Viewed');
    await does('cat', 'Product Added to Wishlist');
    await isOf(viewers, 2);
    await isOf(savers, 2);

    const overlap = 'query ($ids: [ID!]!) { audienceOverlap(segmentIds: $ids) { audiences { segmentId name size } pairs { firstSegmentId secondSegmentId both shareOfFirst shareOfSecond jaccard } inAll inAny } }'; // prettier-ignore
    expect(await ask(overlap, { ids: [savers, viewers] })).toEqual({
      audienceOverlap: {
        audiences: [
          { segmentId: savers, name: 'Savers', size: 2 },
          { segmentId: viewers, name: 'Viewers', size: 2 },
        ],
        pairs: [
          { firstSegmentId: savers, secondSegmentId: viewers, both: 1, shareOfFirst: 0.5, shareOfSecond: 0.5, jaccard: 1 / 3 },
        ],
        inAll: 1,
        inAny: 3,
      },
    }); // prettier-ignore

    const growth = 'query ($id: ID!) { audienceGrowth(segmentId: $id) { segment { name } sizeBefore sizeAfter net entered left medianStaySeconds days { date size } } }'; // prettier-ignore
    const { audienceGrowth } = z.object({ audienceGrowth: z.looseObject({ days: z.array(z.unknown()) }) }).parse(await ask(growth, { id: viewers })); // prettier-ignore
    expect(audienceGrowth).toMatchObject({ segment: { name: 'Viewers' }, sizeBefore: 0, sizeAfter: 2, net: 2, entered: 2, left: 0, medianStaySeconds: null }); // prettier-ignore
    expect(audienceGrowth.days).toHaveLength(7);
    expect(audienceGrowth.days.at(-1)).toMatchObject({ size: 2 });

    await ask('mutation ($id: ID!, $input: UpdateSegmentInput!) { updateSegment(id: $id, input: $input) { ... on Segment { version } } }', { id: viewers, input: { rule: saved } }); // prettier-ignore
    await eventually(
      () => ask(overlap, { ids: [savers, viewers] }),
      (data) => JSON.stringify(data).includes('"inAny":2'),
      20_000,
    );
    const restore = 'mutation ($id: ID!) { restoreSegmentVersion(id: $id, version: 1, expectedVersion: 2) { ... on Segment { version rule versions(first: 2) { edges { node { version sentence(language: CHINESE) changedBy } } pageInfo { hasNextPage } } } } }'; // prettier-ignore
    const changedBy = story.keys.marketer.split('_')[2];
    expect(await ask(restore, { id: viewers })).toEqual({
      restoreSegmentVersion: {
        version: 3,
        rule: viewed,
        versions: {
          edges: [
            { node: { version: 3, sentence: '浏览Zastava', changedBy } },
            { node: { version: 2, sentence: '收藏Zastava', changedBy } },
          ],
          pageInfo: { hasNextPage: true },
        },
      },
    });
    await eventually(
      () => ask(overlap, { ids: [savers, viewers] }),
      (data) => JSON.stringify(data).includes('"inAny":3'),
      20_000,
    );
  });

  it('is answered at once of whoever raises a hand', async () => {
    const raised = await create('Raised a hand', { lead: { grade: ['A', 'B', 'C', 'D'], within: 'P7D' } });
    await isOf(raised, 0);
    const input = { interest: 'TEST_DRIVE', contact: { email: 'dan@example.com' }, idempotencyKey: 'dan-1', viewer: { anonymousId: 'dan' } }; // prettier-ignore
    const submit =
      'mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { profileId } } }';
    const { submitLead } = z.object({ submitLead: z.object({ profileId: z.string() }) }).parse(await ask(submit, { input })); // prettier-ignore
    await isOf(raised, 1);
    const why = 'query ($segmentId: ID!, $profileId: ID!) { membership(segmentId: $segmentId, profileId: $profileId) { isMember because { holds sentence } } }'; // prettier-ignore
    expect(await ask(why, { segmentId: raised, profileId: submitLead.profileId })).toEqual({
      membership: {
        isMember: true,
        because: [{ holds: true, sentence: 'with a lead of grade A, B, C or D scored in the last 7 days' }],
      },
    });
  });
});
