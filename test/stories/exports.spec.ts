import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createTestTenant, eventually } from '../support/carousel.js';
import { dumpOf } from '../support/at-rest.js';
import { Story } from '../support/story.js';

const exported = z.object({
  id: z.string(),
  status: z.string(),
  progress: z.number(),
  members: z.number(),
  exported: z.number(),
  withheld: z.array(z.object({ purpose: z.string(), count: z.number() })),
  filePath: z.string().nullable(),
  endedBy: z.string().nullable(),
  fetchedAt: z.string().nullable(),
});
const fields = 'id status progress members exported withheld { purpose count } filePath endedBy fetchedAt';
const request = z.object({
  id: z.string(),
  status: z.string(),
  documentPath: z.string().nullable(),
  erased: z.array(z.object({ what: z.string(), count: z.number() })).nullable(),
});
const people = 1_200;
const emailOf = (n: number) => `leaser-${n}@example.com`;
const hashOf = (n: number) => createHash('sha256').update(emailOf(n)).digest('hex');

describe('an audience handed on', () => {
  let story: Story;
  let segmentId: string;
  beforeAll(async () => {
    story = await Story.begin();
    for (let from = 0; from < people; from += 200) {
      const batch = Array.from({ length: 200 }, (_, n) => identify(from + n));
      expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);
    }
    const rule = { trait: { name: 'plan', is: 'lease' } };
    const { data } = await story.ask('mutation ($rule: RuleInput!) { createSegment(input: { name: "Leasers", rule: $rule }) { ... on Segment { id } } }', { rule }); // prettier-ignore
    segmentId = z.object({ createSegment: z.object({ id: z.string() }) }).parse(data).createSegment.id;
    await eventually(
      () => story.ask('query ($id: ID!) { segment(id: $id) { size } }', { id: segmentId }),
      (answer) => JSON.stringify(answer.data).includes(`"size":${people}`),
      60_000,
    );
  });
  afterAll(() => story.end());

  /** A person with an e-mail; every tenth does not want to be handed on, every hundredth's browser says so. */
  const identify = (n: number) => {
    const consent = n % 100 === 0 ? { gpc: true } : n % 10 === 0 ? { ad_storage: 'denied' } : undefined;
    const traits = { plan: 'lease', email: emailOf(n), emailVerified: n % 2 === 0 };
    return { type: 'identify', userId: `leaser-${n}`, traits, context: { consent } };
  };
  const ask = async (target: string) => {
    const query = `mutation ($segmentId: ID!, $target: AudienceExportTarget!) { requestAudienceExport(segmentId: $segmentId, target: $target) { ${fields} } }`;
    const { data, errors } = await story.ask(query, { segmentId, target });
    expect(errors).toEqual([]);
    return z.object({ requestAudienceExport: exported }).parse(data).requestAudienceExport;
  };
  const look = async (id: string) => {
    const { data } = await story.ask(`query ($id: ID!) { audienceExport(id: $id) { ${fields} } }`, { id });
    return z.object({ audienceExport: exported }).parse(data).audienceExport;
  };
  const made = (id: string) =>
    eventually(
      () => look(id),
      ({ status }) => status === 'DONE',
      60_000,
    );
  const file = (path: string | null, key: string = story.keys.marketer) =>
    fetch(`${story.carousel.url}${path ?? ''}`, { headers: { authorization: `Bearer ${key}` } });
  const hashesIn = (csv: string) => csv.trim().split('\n').slice(1).map((line) => line.split(',')[0] ?? ''); // prettier-ignore
  const willing = Array.from({ length: people }, (_, n) => n).filter((n) => n % 10 !== 0);
  const rights = async (mutation: string, userId: string) => {
    const query = `mutation ($userId: String!) { ${mutation}(person: { userId: $userId }) { ... on RightsRequest { id } } }`;
    const { data } = await story.ask(query, { userId }, story.keys.admin);
    const { id } = z.record(z.string(), z.object({ id: z.string() })).parse(data)[mutation] ?? {};
    return eventually(
      async () => {
        const answer = await story.ask('query ($id: ID!) { rightsRequest(id: $id) { id status documentPath erased { what count } } }', { id }, story.keys.admin); // prettier-ignore
        return z.object({ rightsRequest: request }).parse(answer.data).rightsRequest;
      },
      ({ status }) => status === 'DONE',
      60_000,
    );
  };

  it('holds each of those who allow it once, whatever becomes of the worker, and nobody reads it in the database', async () => {
    for (const worker of [...story.carousel.workers]) await story.carousel.kill(worker);
    const { id } = await ask('GOOGLE_CUSTOMER_MATCH');
    // Somebody stands in the way of the second part; that is where the worker dies.
    const obstacle = story.database.dataSource.createQueryRunner();
    await obstacle.startTransaction();
    await obstacle.query(
      `insert into audience_export_parts select tenant_id, id, 1, '' from audience_exports`,
    );
    const dying = await story.carousel.startWorker();
    const half = await eventually(
      () => look(id),
      ({ members }) => members > 0,
      60_000,
    );
    expect(half).toMatchObject({ status: 'RUNNING', members: 1_000, filePath: null });
    expect(half.progress).toBeCloseTo(1_000 / people);
    expect((await file(`/v1/audience-exports/${id}/file`)).status).toBe(404);
    await story.carousel.kill(dying);
    await obstacle.rollbackTransaction();
    await obstacle.release();

    await story.carousel.startWorker();
    const done = await made(id);
    expect(done).toMatchObject({ progress: 1, members: people, exported: willing.length, fetchedAt: null });
    expect(done.withheld).toEqual([
      { purpose: 'AUDIENCE_EXPORT', count: people / 100 },
      { purpose: 'ADS', count: people / 10 - people / 100 },
    ]);
    const answer = await file(done.filePath);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const csv = await answer.text();
    expect(csv).toMatch(/^Email,Phone,First Name,Last Name,Country,Zip\n/);
    expect(await (await file(`${done.filePath ?? ''}?batch=1`)).text()).toBe(csv);
    for (const batch of ['2', '0', 'x', '1&batch=1'])
      expect((await file(`${done.filePath ?? ''}?batch=${batch}`)).status).toBe(404);
    expect(hashesIn(csv).toSorted()).toEqual(willing.map(hashOf).toSorted());
    expect((await look(id)).fetchedAt).not.toBeNull();

    const dump = [...(await dumpOf(story.database.dataSource)).values()].join('\n') + story.logs();
    expect([hashOf(1), hashOf(2), emailOf(1)].filter((text) => dump.includes(text))).toEqual([]);
  });

  it('is for marketers of the tenant only', async () => {
    const { filePath } = await made((await ask('META_CUSTOM_AUDIENCE')).id);
    expect((await file(filePath, story.keys.collector)).status).toBe(403);
    expect((await file(filePath, 'nobody')).status).toBe(401);
    const stranger = await createTestTenant(story.database.dataSource, 'stranger');
    expect((await file(filePath, stranger.keys.admin)).status).toBe(404);
    expect((await file(filePath, story.keys.admin)).status).toBe(200);
  });

  it('is told to those in it, and thrown away when one of them is erased', async () => {
    const { id } = await made((await ask('TIKTOK_CUSTOM_AUDIENCE')).id);
    const { documentPath } = await rights('requestAccess', 'leaser-7');
    const document = z.object({ handedOn: z.array(z.object({ target: z.string(), audience: z.string() })) });
    const { handedOn } = document.parse(await (await file(documentPath, story.keys.admin)).json());
    expect(handedOn).toEqual(expect.arrayContaining([{ target: 'GOOGLE_CUSTOMER_MATCH', audience: 'Leasers' }, { target: 'TIKTOK_CUSTOM_AUDIENCE', audience: 'Leasers' }])); // prettier-ignore

    const { erased } = await rights('requestErasure', 'leaser-7');
    expect(erased).toEqual(expect.arrayContaining(['Google', 'Meta', 'TikTok'].map((name) => ({ what: `exportsTo${name}`, count: 1 })))); // prettier-ignore
    const gone = await look(id);
    expect(gone).toMatchObject({ status: 'EXPIRED', endedBy: 'ERASURE', exported: willing.length, filePath: null }); // prettier-ignore
    expect((await file(`/v1/audience-exports/${id}/file`)).status).toBe(404);

    const again = await made((await ask('TIKTOK_CUSTOM_AUDIENCE')).id);
    expect(again.exported).toBe(willing.length - 1);
    expect(hashesIn(await (await file(again.filePath)).text())).not.toContain(hashOf(7));
    const { data } = await story.ask(`{ audienceExports(first: 9) { edges { node { ${fields} } } } }`);
    const list = z.object({ audienceExports: z.object({ edges: z.array(z.object({ node: exported })) }) }).parse(data); // prettier-ignore
    expect(list.audienceExports.edges.map(({ node }) => node.status)).toEqual(['DONE', 'EXPIRED', 'EXPIRED', 'EXPIRED']); // prettier-ignore
  });
});
