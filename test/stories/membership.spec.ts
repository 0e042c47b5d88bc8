import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { onRedis, Story } from '../support/story.js';

const createAnswer = z.object({ createSegment: z.object({ id: z.string() }) });
const membershipAnswer = z.object({ membership: z.object({ isMember: z.boolean() }) });

/** A second is the promise, measured by `bench freshness`; here four processes start beside us on a machine of any speed. */
const soonMs = 10_000;

describe('membership', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const createSegment = async (name: string, rule: object): Promise<string> => {
    const answer = await story.ask(
      `mutation Create($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } ... on InvalidRule { problems { message } } } }`,
      { input: { name, rule } },
    );
    return createAnswer.parse(answer.data).createSegment.id;
  };
  const isMember = async (segmentId: string, anonymousId: string): Promise<boolean> => {
    const answer = await story.ask(
      `query In($segmentId: ID!, $viewer: ViewerInput!) { membership(segmentId: $segmentId, viewer: $viewer) { isMember } }`,
      { segmentId, viewer: { anonymousId } },
    );
    return membershipAnswer.parse(answer.data).membership.isMember;
  };
  const view = async (anonymousId: string) => {
    const client = story.segment();
    client.track({
      anonymousId,
      event: 'Product Viewed',
      properties: { make: 'Ford', model: 'Kuga', body_style: 'SUV' },
    });
    await client.closeAndFlush();
  };
  const viewed = (within: string) => ({
    did: { event: 'VEHICLE_VIEWED', where: { make: ['Ford'] }, times: { atLeast: 1 }, within },
  });

  it('follows the event, and leaves when its window passes with no event at all', async () => {
    const id = await createSegment('eight seconds', viewed('PT8S'));
    await view('m-1');
    await eventually(
      () => isMember(id, 'm-1'),
      (member) => member,
      soonMs,
    );
    await eventually(
      () => isMember(id, 'm-1'),
      (member) => !member,
      8_000 + soonMs,
    );
  });

  it('leaves when the clock moves past the window', async () => {
    const id = await createSegment('two weeks', viewed('P14D'));
    await view('m-2');
    await eventually(
      () => isMember(id, 'm-2'),
      (member) => member,
      soonMs,
    );

    const { carousel } = story;
    for (const door of [...carousel.workers, ...carousel.apis]) await carousel.close(door);
    const later = { CLOCK_OFFSET: 'P13DT23H' };
    for (let n = 0; n < (onRedis ? 2 : 1); n++) await carousel.startApi(later);
    const workers = [];
    for (let n = 0; n < (onRedis ? 2 : 1); n++) workers.push(await carousel.startWorker(later));
    expect(await isMember(id, 'm-2')).toBe(true);

    for (const worker of workers) await carousel.close(worker);
    for (let n = 0; n < (onRedis ? 2 : 1); n++) await carousel.startWorker({ CLOCK_OFFSET: 'P14DT1M' });
    await eventually(
      () => isMember(id, 'm-2'),
      (member) => !member,
      soonMs,
    );
  });

  it('takes in at once those who did it before the audience was made', async () => {
    await view('m-3');
    const id = await createSegment('made later', viewed('P30D'));
    await eventually(
      () => isMember(id, 'm-3'),
      (member) => member,
      soonMs,
    );
  });
});
