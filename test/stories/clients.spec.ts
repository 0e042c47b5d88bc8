import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { snippet, snippetClients } from '../support/snippets.js';
import { Story } from '../support/story.js';

/** Programs that already send to Segment, RudderStack or GA4, run unchanged as docs/collect.md shows them. */
describe('clients on servers', () => {
  let story: Story;
  let folder: string;
  beforeAll(async () => {
    story = await Story.begin();
    folder = mkdtempSync(join(tmpdir(), 'carousel-clients-'));
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  });
  afterAll(async () => {
    await story.end();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs the snippet as a program of its own, and returns what it prints. */
  async function run(client: string): Promise<string> {
    const file = join(folder, `${client}.mjs`);
    writeFileSync(file, snippet(client, story.carousel.url, story.keys.collector));
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [file], { cwd: folder });
    expect(stderr).toBe('');
    return stdout;
  }

  const known = async (userId: string) => {
    const { data, errors } = await story.ask(
      `query ($id: String!) { profile(userId: $id) {
         identities { kind value } traits { name value }
         events(first: 9) { edges { node { type name messageId properties } } } } }`,
      { id: userId },
    );
    expect(errors).toEqual([]);
    return data;
  };
  const viewed = { node: { type: 'VEHICLE_VIEWED', name: 'Product Viewed', properties: '{"sku":"S-1001"}' } };
  const told = [{ name: 'plan', value: '"lease"' }];

  it("Segment's, for Node", async () => {
    await run('segment-node');
    expect(await known('u-node')).toMatchObject({ profile: { traits: told, events: { edges: containing(viewed) } } });
  }); // prettier-ignore

  it("RudderStack's, for Node: compressed, and named as a form", async () => {
    await run('rudderstack-node');
    expect(await known('u-rudder')).toMatchObject({ profile: { traits: told, events: { edges: containing(viewed) } } });
  }); // prettier-ignore

  it('anything that sends JSON, and the same id again counts once', async () => {
    expect(await run('http')).toContain('accepted: 1');
    expect(await run('http')).toContain('duplicates: 1');
    expect(await known('u-http')).toMatchObject({ profile: { events: { edges: [viewed] } } });
  });

  it("what speaks GA4's Measurement Protocol", async () => {
    await run('measurement-protocol');
    expect(await known('u-ga4')).toMatchObject({
      profile: {
        identities: [
          { kind: 'userId', value: 'u-ga4' },
          { kind: 'anonymousId', value: '1234567.1700000000' },
        ],
        events: { edges: [{ node: { type: 'VEHICLE_VIEWED', name: 'view_item' } }] },
      },
    });
  });

  it('a showroom tablet that was without a connection', async () => {
    expect(await run('tablet')).toContain('accepted: 2');
    expect(await run('tablet')).toContain('duplicates: 2');
    const [drove, visited] = [{ node: { type: 'TEST_DRIVE_TAKEN' } }, { node: { type: 'SHOWROOM_VISITED' } }];
    expect(await known('u-tablet')).toMatchObject({ profile: { events: { edges: [drove, visited] } } });
  });

  it('a car, once its owner has agreed', async () => {
    const agreed = await story.ask('mutation { recordConsent(viewer: { userId: "u-car" }, statements: [{ purpose: IN_CAR, state: GRANTED }]) { state } }'); // prettier-ignore
    expect(agreed.errors).toEqual([]);
    expect(await run('in-car')).toContain('accepted: 1');
    expect(await known('u-car')).toMatchObject({
      profile: { events: { edges: [{ node: { type: 'CAR_SERVICE_DUE', name: 'In-Car Service Due' } }] } },
    });
  });

  it('leave no snippet untold', () => {
    expect(snippetClients()).toEqual([
      ...['segment-node', 'rudderstack-node', 'http', 'measurement-protocol', 'tablet', 'in-car'],
      // Told in browser.spec.ts.
      ...['analytics-js', 'analytics-js-batching', 'beacon'],
    ]);
  });
});

/** A list with something like this in it. */
function containing({ node }: { node: object }): unknown {
  const like: unknown = expect.objectContaining(node);
  return expect.arrayContaining([{ node: like }]);
}
