import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { Story } from '../support/story.js';

const run = promisify(execFile);
const change = z.object({ added: z.number(), unchanged: z.number(), removed: z.number(), list: z.object({ size: z.number(), known: z.number() }) }); // prettier-ignore
const counts = '... on AudienceListChange { added unchanged removed list { size known } }';

describe('an uploaded list', () => {
  let story: Story;
  let folder: string;
  beforeAll(async () => {
    story = await Story.begin();
    folder = mkdtempSync(join(tmpdir(), 'carousel-list-'));
  });
  afterAll(async () => {
    await story.end();
    rmSync(folder, { recursive: true });
  });

  const ask = async <T>(
    of: z.ZodType<T>,
    field: string,
    query: string,
    variables: object = {},
  ): Promise<T> => {
    const { data, errors } = await story.ask(query, variables);
    expect(errors).toEqual([]);
    return of.parse(z.record(z.string(), z.unknown()).parse(data)[field]);
  };
  const idIn = z.object({ id: z.string() });
  const makeList = async (name: string) => {
    const query =
      'mutation ($name: String!) { createAudienceList(name: $name) { ... on AudienceList { id } } }';
    return (await ask(idIn, 'createAudienceList', query, { name })).id;
  };
  const makeSegment = async (name: string, rule: object) => {
    const query =
      'mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id } } }';
    return (await ask(idIn, 'createSegment', query, { input: { name, rule } })).id;
  };
  const say = (field: string, id: string, people: object[]) => {
    const query = `mutation ($id: ID!, $people: [ListedPersonInput!]!) { ${field}(id: $id, people: $people) { ${counts} } }`;
    return ask(change, field, query, { id, people });
  };
  const send = async (...batch: object[]) =>
    expect((await story.collect('batch', JSON.stringify({ batch }))).status).toBe(200);
  const viewed = (userId: string) => ({ type: 'track', event: 'Product Viewed', userId, properties: {} });
  /** Waits until exactly these are in. */
  const membersBecome = (id: string, userIds: string[]) =>
    eventually(
      async () => {
        const asked = userIds.map((userId, n) => `p${n}: profile(userId: "${userId}") { id }`).join(' ');
        const { data } = await story.ask(
          `query ($id: ID!) { segment(id: $id) { members(first: 50) { edges { node { profileId } } } } ${asked} }`,
          { id },
        );
        const { segment, ...people } = z
          .object({ segment: z.object({ members: z.object({ edges: z.array(z.object({ node: z.object({ profileId: z.string() }) })) }) }) })
          .catchall(idIn.nullable())
          .parse(data); // prettier-ignore
        const members = segment.members.edges.map(({ node }) => node.profileId).toSorted();
        return { members, wanted: Object.values(people).map((person) => person?.id ?? '').toSorted() }; // prettier-ignore
      },
      ({ members, wanted }) => JSON.stringify(members) === JSON.stringify(wanted),
    );

  it('moves people in and out, the known at once and others when they appear, through merge and erasure', async () => {
    const list = await makeList('Fleet managers');
    const segment = await makeSegment('Invited', { listed: { on: list } });
    await send(viewed('ann'), viewed('bob'));
    await send({
      type: 'identify',
      userId: 'bob',
      traits: { email: 'bob@example.com', emailVerified: true },
    });
    expect(
      await say('addToAudienceList', list, [
        { userId: 'ann' },
        { email: 'Bob@example.com' },
        { crmId: 'C-7' },
      ]),
    ).toEqual({ added: 3, unchanged: 0, removed: 0, list: { size: 3, known: 2 } });
    await membersBecome(segment, ['ann', 'bob']);

    expect(await say('removeFromAudienceList', list, [{ userId: 'bob' }])).toMatchObject({ removed: 1 });
    await membersBecome(segment, ['ann']);

    await send({ type: 'identify', userId: 'cleo', traits: { crmId: 'C-7' } });
    await membersBecome(segment, ['ann', 'cleo']);

    await send({ type: 'page', anonymousId: 'annas-tablet' });
    await send({ type: 'identify', anonymousId: 'annas-tablet', userId: 'ann', traits: {} });
    const because = await story.ask(
      'query ($id: ID!) { membership(segmentId: $id, viewer: { anonymousId: "annas-tablet" }) { because { holds sentence zh: sentence(language: CHINESE) } } }',
      { id: segment },
    );
    expect(because.data).toEqual({
      membership: {
        because: [{ holds: true, sentence: 'on the list “Fleet managers”', zh: '在名单“Fleet managers”上' }],
      },
    });

    const erase = 'mutation { requestErasure(person: { userId: "ann" }) { __typename } }';
    expect((await story.ask(erase, {}, story.keys.admin)).errors).toEqual([]);
    await membersBecome(segment, ['cleo']);
    await eventually(
      () => ask(z.object({ size: z.number() }), 'audienceList', 'query ($id: ID!) { audienceList(id: $id) { size } }', { id: list }),
      ({ size }) => size === 1,
    ); // prettier-ignore
    // Back under the same number, they are somebody new, whom nobody put on the list.
    await send(viewed('ann'), viewed('dan'));
    await say('addToAudienceList', list, [{ userId: 'dan' }]);
    await membersBecome(segment, ['cleo', 'dan']);

    const archive = await story.ask('mutation ($id: ID!) { archiveAudienceList(id: $id) { id } }', { id: list }); // prettier-ignore
    expect(archive.errors).toMatchObject([{ extensions: { code: 'AUDIENCE_LIST_REFERRED' } }]);
    expect(archive.errors[0]?.message).toContain('“Invited”');
  });

  it('is imported from a file by command and by GraphQL, with a report of what was wrong', async () => {
    const file = join(folder, 'people.csv');
    const report = join(folder, 'rejected.csv');
    const rows = Array.from({ length: 1_200 }, (_, n) => `imp-${n},imp-${n}@example.com`);
    writeFileSync(file, ['Customer ID,E-Mail', ...rows, ',nobody', 'imp-0,'].join('\n'));
    await send(viewed('imp-7'), viewed('imp-1199'));
    const env = { PATH: process.env['PATH'], DATABASE_URL: story.database.url, SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys }; // prettier-ignore
    const command = (...args: string[]) =>
      run(process.execPath, ['dist/programs/import-list.js', file, '--list', 'Imported', ...args], { env }); // prettier-ignore
    const first = await command('--report', report);
    expect(first.stdout).toContain('There was no list “Imported”: it is made.');
    expect(first.stdout).toContain('Columns: userId ← Customer ID, email ← E-Mail');
    expect(first.stdout).toMatch(
      /1,202 rows at .* 2400 ids are new on the list, 1 stood on it before, 0 are gone from it, 0 withheld; 1 rows rejected/,
    );
    expect(readFileSync(report, 'utf8')).toMatch(/\n1202,reject,E-Mail,text of 6 letters,is no e-mail address/); // prettier-ignore

    const page = z.object({ edges: z.array(z.object({ node: z.object({ id: z.string(), name: z.string(), size: z.number(), known: z.number() }) })) }); // prettier-ignore
    const lists = await ask(page, 'audienceLists', '{ audienceLists(first: 5) { edges { node { id name size known } } } }'); // prettier-ignore
    const made = lists.edges.map(({ node }) => node).find(({ name }) => name === 'Imported');
    expect(made).toMatchObject({ size: 2400, known: 2 });
    const segment = await makeSegment('Imported', { listed: { on: made?.id } });
    await membersBecome(segment, ['imp-7', 'imp-1199']);

    writeFileSync(file, 'userId\nimp-7\n');
    expect((await command('--change', 'replace')).stdout).toMatch(/1 stood on it before, 2399 are gone/);
    await membersBecome(segment, ['imp-7']);
    const refused = command('--list', 'None', '--change', 'remove');
    await expect(refused).rejects.toThrow('there is no list “None”');

    const imported = await ask(
      z.object({ rows: z.number(), removed: z.number(), rejected: z.array(z.object({ line: z.number(), reason: z.string() })) }),
      'importAudienceList',
      'mutation ($input: ImportAudienceListInput!) { importAudienceList(input: $input) { rows removed rejected { line reason } } }',
      { input: { id: made?.id, change: 'REMOVE', csv: 'kunde\nimp-7\n""\n', columns: [{ field: 'userId', column: 'Kunde' }] } },
    ); // prettier-ignore
    expect(imported).toEqual({ rows: 2, removed: 1, rejected: [{ line: 3, reason: 'names nobody' }] });
    await membersBecome(segment, []);
  });
});
