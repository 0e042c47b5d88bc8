import { rmSync, truncateSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { eventually, type Door } from '../support/carousel.js';
import { commandOn } from '../support/command-on.js';
import { TestSnapshots } from '../support/snapshots.js';
import { Story } from '../support/story.js';

const shards = 8;
const people = Array.from({ length: 60 }, (_, n) => `shopper-${n}`);
const createAnswer = z.object({ createSegment: z.object({ id: z.string() }) });
const sizeAnswer = z.object({ segment: z.object({ size: z.number() }) });
const profileAnswer = z.object({ profile: z.object({ id: z.string() }).nullable() });

describe('a worker that is killed and starts again from snapshots', () => {
  let story: Story;
  let snapshots: TestSnapshots;
  beforeAll(async () => {
    snapshots = new TestSnapshots();
    story = await Story.begin({ env: { SEGMENT_SNAPSHOTS: snapshots.path }, workers: 0, apis: 1 });
  });
  afterAll(async () => {
    await story.end();
    snapshots.stop();
  });

  const open = async (...who: readonly string[]) => {
    const batch = who.map((userId) => ({ type: 'track', userId, event: 'Brochure Opened' })); // prettier-ignore
    const answer = await story.collect('batch', JSON.stringify({ batch }));
    expect(answer.status).toBe(200);
  };
  const profileOf = async (userId: string) => {
    const { data } = await story.ask('query ($userId: String!) { profile(userId: $userId) { id } }', {
      userId,
    });
    return profileAnswer.parse(data).profile?.id ?? null;
  };
  const sizeIs = (segmentId: string, size: number) =>
    eventually(
      async () => {
        const { data } = await story.ask('query ($id: ID!) { segment(id: $id) { size } }', { id: segmentId }); // prettier-ignore
        return sizeAnswer.parse(data).segment.size;
      },
      (found) => found === size,
      30_000,
    );
  /** From where a worker has its shards, once it has them all. */
  const startedFrom = async (worker: Door) => {
    const from = () => [...worker.output().matchAll(/"from":"([^"]+)".*a shard is in memory/g)].map(([, of]) => of); // prettier-ignore
    const all = await eventually(async () => Promise.resolve(from()), ({ length }) => length >= shards, 30_000); // prettier-ignore
    return [...new Set(all)];
  };

  it('has everybody where an audit says they belong, after merges and an erasure; and without the files as well', async () => {
    const { data } = await story.ask(
      'mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }',
      {
        input: {
          name: 'Came back',
          rule: { did: { event: 'CUSTOM', name: 'Brochure Opened', times: { atLeast: 2 } } },
        },
      },
    );
    const { id } = createAnswer.parse(data).createSegment;
    const first = await story.carousel.startWorker();
    expect(await startedFrom(first)).toEqual(['PostgreSQL']);
    await open(...people, ...people.slice(0, 20));
    await sizeIs(id, 20);
    await story.carousel.close(first);
    expect(snapshots.files).toHaveLength(shards);

    // What happened since: to somebody new, to people who are one, to somebody who is erased.
    await open('somebody new', people[20] ?? '');
    const second = await story.carousel.startWorker();
    expect(await startedFrom(second)).toEqual(['a snapshot']);
    await sizeIs(id, 21);
    const [from, into] = [await profileOf(people[30] ?? ''), await profileOf(people[31] ?? '')];
    await story.ask('mutation ($from: ID!, $into: ID!) { mergeProfiles(from: $from, into: $into, reason: "one", verified: true) { __typename } }', { from, into }, story.keys.admin); // prettier-ignore
    await sizeIs(id, 22);
    await story.ask('mutation ($who: PersonInput!) { requestErasure(person: $who) { __typename } }', { who: { userId: people[0] } }, story.keys.admin); // prettier-ignore
    await sizeIs(id, 21);
    await story.carousel.kill(second);
    await open(people[21] ?? '', people[0] ?? '');

    const third = await story.carousel.startWorker();
    expect(await startedFrom(third)).toContain('a snapshot');
    await sizeIs(id, 22);
    expect(await commandOn(story, 'audit-segments')).toMatch(/\b0 differences\b/);
    await story.carousel.close(third);

    // A worker that stops leaves the file of before beside the new one: whatever there is of one shard is torn.
    const ofFirst = (file: string) => basename(file).startsWith('0-');
    const others = snapshots.files.filter((file) => !ofFirst(file));
    for (const file of snapshots.files.filter(ofFirst)) truncateSync(file, 30);
    await open(people[22] ?? '');
    const fourth = await story.carousel.startWorker();
    expect((await startedFrom(fourth)).sort()).toEqual(['PostgreSQL', 'a snapshot']);
    await sizeIs(id, 23);
    await story.carousel.kill(fourth);

    for (const file of others) rmSync(file, { force: true });
    await open(people[23] ?? '');
    const fifth = await story.carousel.startWorker();
    expect(await startedFrom(fifth)).toEqual(['PostgreSQL']);
    await sizeIs(id, 24);
    expect(await commandOn(story, 'audit-segments')).toMatch(/\b0 differences\b/);
    expect(story.logs()).not.toContain(people[5]);
  });
});
