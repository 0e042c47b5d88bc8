import { z } from 'zod';
import { Story } from '../support/story.js';

const archive = `mutation ($id: ID!) { archiveSegment(id: $id) {
  ... on Segment { id status size } ... on SegmentInUse { segment { status } heldBy { id name } } } }`;
const create = `mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { id } } }`;

describe('archiving a segment', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  it('waits until no campaign counts on it, so that nobody excluded is suddenly let in', async () => {
    const made = await story.ask(
      `mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }`,
      { input: { name: 'just bought', rule: { did: { event: 'ORDER_PLACED' } } } },
    );
    const { id } = z.object({ createSegment: z.object({ id: z.string() }) }).parse(made.data).createSegment;
    const input = { name: 'Spring sale', excludeSegments: [id] };
    const drafted = await story.ask(create, { input });
    const campaign = z.object({ createCampaign: z.object({ id: z.string() }) }).parse(drafted.data).createCampaign; // prettier-ignore

    const refused = await story.ask(archive, { id });
    expect(refused.data).toEqual({
      archiveSegment: { segment: { status: 'ACTIVE' }, heldBy: [{ id: campaign.id, name: 'Spring sale' }] },
    });

    await story.ask(`mutation ($id: ID!) { endCampaign(id: $id) { id } }`, { id: campaign.id });
    const archived = await story.ask(archive, { id });
    expect(archived.data).toEqual({ archiveSegment: { id, status: 'ARCHIVED', size: 0 } });

    const late = await story.ask(create, { input });
    expect(late.errors[0]?.extensions['code']).toBe('SEGMENT_NOT_FOUND');
  });
});
