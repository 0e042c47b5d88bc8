import { DateTime } from 'luxon';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const flow = z.object({ from: z.string().nullable(), to: z.string().nullable(), people: z.number() });
const stage = z.object({
  stage: z.string(),
  people: z.number(),
  segment: z.object({ id: z.string(), isBuiltIn: z.boolean() }),
});
const lifecycleAnswer = z.object({
  lifecycle: z.object({ evaluating: z.boolean(), stages: z.array(stage), flows: z.array(flow) }),
});
const set = `mutation ($input: SetLifecycleInput!) { setLifecycle(input: $input) {
  ... on Lifecycle { version track } ... on InvalidLifecycle { problems { path message remedy } } } }`;

/** The first day of the story: noon, tomorrow, so that no midnight comes between. */
const noon = DateTime.now().setZone('Europe/London').plus({ days: 1 }).set({ hour: 12, minute: 0 });
const dayIn = (days: number) => noon.plus({ days }).toFormat('yyyy-MM-dd');
/** How far ahead of ours the clocks of the story are: all processes' by the same. */
const ahead = Math.round(noon.diffNow('seconds').seconds);
const clockIn = (days: number) => ({ CLOCK_OFFSET: `PT${ahead + days * 86_400}S` });

describe('the lifecycle', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({ env: clockIn(0) });
  });
  afterAll(() => story.end());

  /** Who is at which stage of AIPL now, and where the given day took them. */
  const lifecycle = async (date: string) => {
    const answer = await story.ask(
      `query ($date: String!) { lifecycle { evaluating
         stages(of: AIPL) { stage people segment { id isBuiltIn } } flows(of: AIPL, from: $date, to: $date) { from to people } } }`,
      { date },
    );
    return lifecycleAnswer.parse(answer.data).lifecycle;
  };
  const comesTo = async (date: string, wanted: string) => {
    const now = await eventually(
      () => lifecycle(date),
      // Stages and flows are counted one after the other, and somebody may come between.
      ({ stages, flows, evaluating }) =>
        !evaluating &&
        stages.some((each) => each.stage === wanted && each.people > 0) &&
        flows.some(({ to }) => to === wanted),
    );
    return now.flows.map(({ from, to, people }) => `${from ?? 'none'} > ${to ?? 'none'}: ${people}`);
  };
  const does = async (...events: string[]) => {
    const client = story.segment();
    for (const event of events)
      client.track({ userId: 'ann', event, properties: { make: 'Kia', model: 'Niro', total: 30_000 } });
    await client.closeAndFlush();
  };
  const stageId = async (date: string, name: string) =>
    (await lifecycle(date)).stages.find((each) => each.stage === name)?.segment.id ?? '';

  it('takes a person from awareness to loyalty, day by day, and knows where they came from', async () => {
    const today = dayIn(0);
    await does('Product Viewed');
    expect(await comesTo(today, 'AWARENESS')).toEqual(['none > AWARENESS: 1']);
    await does('Product Viewed', 'Product Viewed');
    expect(await comesTo(today, 'INTEREST')).toEqual(['none > INTEREST: 1']);

    const { carousel } = story;
    await Promise.all([...carousel.workers, ...carousel.apis].map((door) => carousel.close(door)));
    await Promise.all([carousel.startApi(clockIn(1)), carousel.startWorker(clockIn(1))]);
    await does('Order Completed');
    expect(await comesTo(dayIn(1), 'PURCHASE')).toEqual(['INTEREST > PURCHASE: 1']);
    await does('Order Completed');
    expect(await comesTo(dayIn(1), 'LOYALTY')).toEqual(['INTEREST > LOYALTY: 1']);
    expect((await lifecycle(today)).flows).toEqual([{ from: null, to: 'INTEREST', people: 1 }]);
  });

  it('follows what a marketer says of a stage, and offers it to campaigns', async () => {
    const rule = { did: { anyOf: ['SERVICE_DONE'], times: { atLeast: 2 }, within: 'P365D' } };
    const changed = await story.ask(set, { input: { aipl: [{ stage: 'LOYALTY', rule }] } });
    expect(changed.data).toEqual({ setLifecycle: { version: 2, track: true } });
    expect(await comesTo(dayIn(1), 'PURCHASE')).toEqual(['INTEREST > PURCHASE: 1']);

    const includeSegments = [await stageId(dayIn(1), 'PURCHASE')];
    const campaign = await story.ask(
      'mutation ($input: CreateCampaignInput!) { createCampaign(input: $input) { ... on Campaign { name } } }',
      { input: { name: 'For owners', includeSegments } },
    );
    expect(campaign.data).toEqual({ createCampaign: { name: 'For owners' } });
    const refused = await story.ask(set, { input: { track: false } });
    expect(refused.data).toMatchObject({ setLifecycle: { problems: [{ path: 'track' }] } });
  });

  it('tells all that is wrong with a stage, and how to mend it', async () => {
    const rule = {
      all: [{ did: { event: 'VEHICLE_VIEWED', within: 'P1Y' } }, { stage: { aipl: ['LOYALTY'] } }],
    };
    const { data, errors } = await story.ask(set, { input: { aipl: [{ stage: 'INTEREST', rule }] } });
    expect(errors).toEqual([]);
    expect(data).toMatchObject({
      setLifecycle: {
        problems: [
          {
            path: 'aipl[0].rule.all[0].did.within',
            remedy:
              'Write weeks, days, hours, minutes or seconds: P14D, P2W, PT36H. Months and years vary in length; use days.',
          },
        ],
      },
    });
  });

  it('keeps its stages apart from the segments of marketers, and from their hands', async () => {
    const list = await story.ask('{ segments(first: 20) { edges { node { name } } } }');
    expect(list.data).toEqual({ segments: { edges: [] } });
    const id = await stageId(dayIn(1), 'LOYALTY');
    const archived = await story.ask('mutation ($id: ID!) { archiveSegment(id: $id) { ... on Segment { id } } }', { id }); // prettier-ignore
    expect(archived.errors).toMatchObject([{ extensions: { code: 'SEGMENT_BUILT_IN' } }]);
  });
});
