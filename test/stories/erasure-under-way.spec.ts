import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { everyRow } from '../support/every-row.js';
import { Story } from '../support/story.js';

const people = Array.from({ length: 3 }, (_, n) => `vanishing-${n}`);
const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
const answer = z.object({ accepted: z.number(), withheld: z.number() });

describe('erasing people while their events stream in and a worker is killed', () => {
  let story: Story;
  let database: DataSource;
  beforeAll(async () => {
    story = await Story.begin({ apis: 2, workers: 1 });
    database = await new DataSource({ type: 'postgres', url: story.database.url }).initialize();
  });
  afterAll(async () => {
    await database.destroy();
    await story.end();
  });

  /** What tablets that were offline send of them: all of it happened an hour ago. */
  const send = async () => {
    const late = { timestamp: anHourAgo, messageId: randomUUID() };
    const batch = people.flatMap((who) => [
      {
        type: 'track',
        event: 'Product Viewed',
        anonymousId: `${who}-tablet`,
        ...late,
        messageId: randomUUID(),
      },
      { type: 'identify', userId: who, anonymousId: `${who}-tablet`, traits: { nickname: who }, ...late, messageId: randomUUID() }, // prettier-ignore
      { type: 'track', event: 'Lead Submitted', userId: who, properties: { email: `${who}@example.com` }, ...late, messageId: randomUUID() }, // prettier-ignore
      { type: 'track', event: 'Order Completed', userId: who, properties: { note: who }, ...late, messageId: `${who}-${randomUUID()}` }, // prettier-ignore
    ]);
    const response = await story.collect('batch', JSON.stringify({ batch }));
    expect(response.status).toBe(200);
    return answer.parse(await response.json());
  };
  const statusOf = async (id: string) => {
    const { data } = await story.ask('query ($id: ID!) { rightsRequest(id: $id) { status } }', { id }, story.keys.admin); // prettier-ignore
    return z.object({ rightsRequest: z.object({ status: z.string() }) }).parse(data).rightsRequest.status;
  };
  const erase = async (who: string) => {
    const { data } = await story.ask('mutation ($who: PersonInput!) { requestErasure(person: $who) { ... on RightsRequest { id } } }', { who: { userId: who } }, story.keys.admin); // prettier-ignore
    return z.object({ requestErasure: z.object({ id: z.string() }) }).parse(data).requestErasure.id;
  };
  const killWorker = async () => {
    const [worker] = story.carousel.workers;
    if (worker) await story.carousel.kill(worker);
    await story.carousel.startWorker();
  };

  it('ends with nobody’s data, and with every late event withheld', async () => {
    const before = await send();
    expect(before).toEqual({ accepted: 3 * people.length, withheld: 0 });
    const profiles: { id: string }[] = await database.query("select profile_id as id from identities where kind = 'userId' and created_at > now() - interval '1 minute'"); // prettier-ignore
    expect(profiles).toHaveLength(people.length);
    const identities: { id: string }[] = await database.query('select id from identities where profile_id = any($1)', [profiles.map(({ id }) => id)]); // prettier-ignore
    const traces = ['vanishing-', ...[...profiles, ...identities].map(({ id }) => id)];

    let isOver = false;
    const streaming = async () => {
      while (!isOver) {
        await send();
        // As fast as a slow machine can follow: what counts is that something is always under way.
        await sleep(200);
      }
    };
    const streams = [streaming(), streaming()];
    try {
      await sleep(300);
      const requests = await Promise.all(people.map(erase));
      await killWorker();
      for (const id of requests)
        await eventually(() => statusOf(id), (status) => status === 'DONE', 90_000); // prettier-ignore
      expect(await send()).toEqual({ accepted: 0, withheld: 3 * people.length });
    } finally {
      isOver = true;
      await Promise.all(streams);
    }

    // A row under an identity that is no more goes as soon as the log is read.
    await eventually(
      async () => (await everyRow(database)).filter(({ row }) => traces.some((trace) => row.includes(trace))),
      (left) => left.length === 0,
      30_000,
    );
  });
});
