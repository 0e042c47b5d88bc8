import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { commandOn } from '../support/command-on.js';
import { audiences, crowd, deedsOfTheCrowd, devicesOf, type Deed, type DoneDeed } from '../support/crowd.js';
import { Story } from '../support/story.js';

const total = crowd.shoppers * crowd.deeds;
const batchSize = 50;
/** Events after which no more are sent until the sender is told to go on. */
const pauseAt = total * 0.3;
const shoppers = Array.from({ length: crowd.shoppers }, (_, shopper) => shopper);

describe('kill -9 of worker and API in the middle of 10,000 events', () => {
  let story: Story;
  beforeAll(async () => {
    story = await Story.begin({}, true);
  });
  afterAll(() => story.end());

  it('keeps every acknowledged event exactly once, and memberships equal to a recomputation from scratch', async () => {
    const segmentIds: string[] = [];
    for (const { name, rule } of audiences) segmentIds.push(await makeSegment(story, name, rule));

    const sender = new Sender(story);
    const sending = sender.sendAll();
    await sender.acknowledgedAtLeast(pauseAt);
    // Some of those so far are seen to be in: however fast the rest comes, there is somebody to leave.
    await eventually(
      () => Promise.all(segmentIds.map((id) => membersOf(story, id))),
      (found) => found.every(({ length }) => length > 15),
      60_000,
    );
    const workerIsBack = killFirst(story, 'workers');
    sender.resume();
    await sender.acknowledgedAtLeast(total * 0.6);
    expect(sender.acknowledgedCount).toBeLessThan(total);
    await Promise.all([workerIsBack, killFirst(story, 'apis'), sending]);

    const [stored] = z
      .array(z.object({ rows: z.coerce.number(), ids: z.coerce.number() }))
      .parse(
        await story.database.dataSource.query(
          `select count(*) as rows, count(distinct message_id) as ids from events where message_id like 'crash-%'`,
        ),
      );
    expect(stored).toEqual({ rows: total, ids: total });

    const profileOf = await profilesOf(story);
    const expected = () => audiences.map(({ belongs }) => shoppers.filter((who) => belongs(sender.acknowledgedOf(who), Date.now())).map((who) => profileOf[who]).sort()); // prettier-ignore
    // What is expected changes as the last wishes grow a day old.
    const { found } = await eventually(
      async () => ({ found: await Promise.all(segmentIds.map((id) => membersOf(story, id))), right: expected() }), // prettier-ignore
      ({ found, right }) => JSON.stringify(found) === JSON.stringify(right),
      60_000,
    );
    for (const members of found) {
      expect(members.length).toBeGreaterThan(10);
      expect(members.length).toBeLessThan(crowd.shoppers);
    }
    // Some leave by what they did, some as their wish grows a day old.
    for (const id of segmentIds) await eventually(() => leftOf(story, id, profileOf), (left) => left > 0, 60_000); // prettier-ignore
    // Whoever leaves this very moment may still show as a difference.
    for (const command of ['verify-segments', 'audit-segments'])
      await eventually(() => commandOn(story, command).catch(String), (said) => /\b0 differences\b/.test(said), 60_000); // prettier-ignore
  });
});

async function makeSegment(story: Story, name: string, rule: object): Promise<string> {
  const { data } = await story.ask(
    `mutation Create($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }`,
    { input: { name, rule } },
  );
  return z.object({ createSegment: z.object({ id: z.string() }) }).parse(data).createSegment.id;
}

/** Everybody's one profile, whichever of their devices is asked about. */
async function profilesOf(story: Story): Promise<string[]> {
  const answer = z.record(z.string(), z.object({ id: z.string() }));
  const profiles: string[] = [];
  for (const shopper of shoppers) {
    const asked = devicesOf(shopper).map((device, at) => `d${at}: profile(anonymousId: "${device}") { id }`);
    const { data } = await story.ask(`{ ${asked.join(' ')} }`);
    const ids = new Set(Object.values(answer.parse(data)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    profiles.push(...ids);
  }
  return profiles;
}

async function membersOf(story: Story, id: string): Promise<string[]> {
  const edges = z.array(z.object({ node: z.object({ profileId: z.string() }) }));
  const { data } = await story.ask(
    `query Members($id: ID!) { segment(id: $id) { members(first: 200) { edges { node { profileId } } } } }`,
    { id },
  );
  const { segment } = z.object({ segment: z.object({ members: z.object({ edges }) }) }).parse(data);
  return segment.members.edges.map(({ node }) => node.profileId).sort();
}

/** How often somebody left a segment; profiles that others took in do not count. */
async function leftOf(story: Story, id: string, profiles: readonly string[]): Promise<number> {
  const rows: unknown = await story.database.dataSource.query(
    `select count(*)::int as count from segment_memberships
     where segment_id = $1 and profile_id = any($2) and left_at is not null`,
    [id, profiles],
  );
  return z.tuple([z.object({ count: z.number() })]).parse(rows)[0].count;
}

/** Power cut for one process, and its replacement. */
async function killFirst(story: Story, kind: 'apis' | 'workers'): Promise<void> {
  const [door] = story.carousel[kind];
  if (!door) throw new Error(`there is no one of ${kind} to kill`);
  await story.carousel.kill(door);
  await (kind === 'apis' ? story.carousel.startApi() : story.carousel.startWorker());
}

/** A client that, as Segment's do, sends a batch again until it is acknowledged. */
class Sender {
  private readonly acknowledged: DoneDeed[] = [];
  /** Has it send the rest. */
  resume: () => void = () => undefined;
  private readonly resumed = new Promise<void>((resolve) => (this.resume = resolve));

  constructor(private readonly story: Story) {}

  async sendAll(): Promise<void> {
    const deeds = deedsOfTheCrowd();
    const starts = Array.from({ length: deeds.length / batchSize }, (_, n) => n * batchSize).values();
    const lane = async () => {
      for (const start of starts) await this.send(deeds.slice(start, start + batchSize));
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
  }

  get acknowledgedCount(): number {
    return this.acknowledged.length;
  }

  async acknowledgedAtLeast(count: number): Promise<void> {
    while (this.acknowledgedCount < count) await sleep(2);
  }

  acknowledgedOf(who: number): DoneDeed[] {
    return this.acknowledged.filter(({ shopper }) => shopper === who);
  }

  private async send(deeds: readonly Deed[]): Promise<void> {
    if (this.acknowledgedCount >= pauseAt) await this.resumed;
    const now = Date.now();
    const done = deeds.map((deed, n) => ({ ...deed, at: now - deed.agoMs - deeds.length + n }));
    const body = JSON.stringify({ batch: done.map(toCall), sentAt: new Date(now).toISOString() });
    for (;;) {
      const answer = await this.story.collect('batch', body).catch(() => null);
      if (answer?.status === 200) {
        this.note(done, await answer.json());
        return;
      }
      await sleep(50);
    }
  }

  /** Nothing of the crowd's is refused: it would be lost to the story, and rightly. */
  private note(done: readonly DoneDeed[], answer: unknown): void {
    expect(answer).toMatchObject({ rejected: [] });
    this.acknowledged.push(...done);
  }
}

function toCall({ device, what, make, city, userId, at }: DoneDeed): object {
  return {
    messageId: `crash-${randomUUID()}`,
    anonymousId: device,
    timestamp: new Date(at).toISOString(),
    ...(what === 'identify'
      ? { type: 'identify', userId, traits: city === undefined ? {} : { city } }
      : { type: 'track', event: what, properties: { ...(make === undefined ? {} : { make, model: 'Some' }), ...(what === 'Order Completed' ? { total: 21_500 } : {}) } }), // prettier-ignore
  };
}
