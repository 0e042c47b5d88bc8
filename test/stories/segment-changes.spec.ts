import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { isSigned, TestReceiver } from '../support/receiver.js';
import { Story } from '../support/story.js';

const patienceMs = 60_000;

describe('hearing who enters and leaves a segment', () => {
  let story: Story;
  let receiver: TestReceiver;
  beforeAll(async () => {
    receiver = await TestReceiver.start();
    story = await Story.begin({ env: { WEBHOOKS_INSIDE: 'true' } });
  });
  afterAll(async () => {
    await story.end();
    await receiver.stop();
  });

  const ask = async (query: string, variables: object) => {
    const { data, errors } = await story.ask(query, variables, story.keys.admin);
    expect(errors).toEqual([]);
    return data;
  };
  /** Fans of a make of their own in each test: receivers of the others have nothing to hear. */
  const makeSegment = async (make: string, within: string) => {
    const rule = { did: { event: 'VEHICLE_VIEWED', where: { make: [make] }, within } };
    const data = await ask('mutation ($name: String!, $rule: RuleInput!) { createSegment(input: { name: $name, rule: $rule }) { ... on Segment { id } } }', { name: `${make} fans`, rule }); // prettier-ignore
    return z.object({ createSegment: z.object({ id: z.string() }) }).parse(data).createSegment.id;
  };
  const subscribe = async (segmentId: string) => {
    const data = await ask(
      'mutation ($input: SubscribeToSegmentsInput!) { subscribeToSegments(input: $input) { secret subscription { id } } }',
      { input: { kind: 'WEBHOOK', receiver: 'OURS', segmentIds: [segmentId], url: receiver.url } },
    );
    const made = z.object({ secret: z.string(), subscription: z.object({ id: z.string() }) });
    return z.object({ subscribeToSegments: made }).parse(data).subscribeToSegments;
  };
  const view = async (make: string, anonymousId: string) => {
    const body = { type: 'track', anonymousId, event: 'Product Viewed', properties: { make, model: 'Any' } }; // prettier-ignore
    expect((await story.collect('track', JSON.stringify(body))).status).toBe(200);
  };
  const told = (segmentId: string) => receiver.changes.filter((change) => change.segmentId === segmentId);
  const hasTold = (segmentId: string, count: number) =>
    eventually(
      () => Promise.resolve(told(segmentId)),
      ({ length }) => length >= count,
      patienceMs,
    );

  it('is told in signed webhooks: in with an event, out when its window passes', async () => {
    const segmentId = await makeSegment('Ford', 'PT4S');
    const { secret } = await subscribe(segmentId);
    await view('Ford', 'hook-1');
    const changes = await hasTold(segmentId, 2);
    expect(changes).toMatchObject([
      { change: 'entered', segmentName: 'Ford fans', anonymousIds: ['hook-1'] },
      { change: 'left', anonymousIds: ['hook-1'] },
    ]);
    expect(receiver.posts.every((post) => isSigned(post, secret))).toBe(true);
  });

  it('survives a receiver that fails three times: the same ids come again', async () => {
    const segmentId = await makeSegment('Kia', 'P14D');
    await subscribe(segmentId);
    let failing = 3;
    receiver.answer = () => (failing-- > 0 ? 503 : 200);
    await view('Kia', 'hook-2');
    const changes = await hasTold(segmentId, 4);
    expect(new Set(changes.map(({ id }) => id)).size).toBe(1);
    const posts = receiver.posts.filter((post) => post.changes.some((change) => change.segmentId === segmentId)); // prettier-ignore
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(changes).toHaveLength(4);
  });

  it('survives kill -9 of the workers between the change and its delivery', async () => {
    const segmentId = await makeSegment('BMW', 'P14D');
    const { subscription } = await subscribe(segmentId);
    receiver.answer = () => null;
    await view('BMW', 'hook-3');
    await hasTold(segmentId, 1);
    const workers = [...story.carousel.workers];
    await Promise.all(workers.map((worker) => story.carousel.kill(worker)));
    receiver.answer = () => 200;
    await Promise.all(workers.map(() => story.carousel.startWorker()));
    const changes = await hasTold(segmentId, 2);
    expect(changes[1]).toEqual(changes[0]);
    await eventually(
      () => ask('query ($id: ID!) { segmentDeliveries(subscriptionId: $id) { edges { node { status changes } } } }', { id: subscription.id }), // prettier-ignore
      (data) => JSON.stringify(data).includes('"status":"DELIVERED","changes":1'),
    );
  });
});
