import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { z } from 'zod';
import { createTestTenant, type TestTenant } from '../support/carousel.js';
import { Story } from '../support/story.js';
import { everyCase } from '../support/foreign-calls.js';
import { aTenantsThings, type Things } from '../support/tenants-things.js';
import { digestOf, rowsNaming, tellingTexts } from '../support/tenant-rows.js';
import { idPaths, operationsOf, saidPaths, wholeQuery } from '../support/whole-query.js';

/** What the operations are is read from the schema: a new one without a case here fails. */
const operations = operationsOf(buildSchema(readFileSync('test/golden/schema.graphql', 'utf8')));

describe("another tenant's key", () => {
  let story: Story;
  let owner: string;
  let stranger: TestTenant;
  let things: Things;
  let telling: string[];

  beforeAll(async () => {
    // No worker, in the Redis suite too: whatever changes during a call was changed by that call.
    story = await Story.begin({ workers: 0 });
    const { dataSource } = story.database;
    owner = z.array(z.object({ id: z.string() })).length(1).parse(await dataSource.query(`select id from tenants where slug = 'demo'`))[0]?.id ?? ''; // prettier-ignore
    things = await aTenantsThings(story, owner);
    stranger = await createTestTenant(dataSource, 'stranger');
    const spot = await story.ask('mutation { createPlacement(input: { key: "home-hero", name: "Mine" }) { key } }', {}, stranger.keys.admin); // prettier-ignore
    expect(spot.errors).toEqual([]);
    telling = await tellingTexts(dataSource, owner);
  });
  afterAll(() => story.end());

  it('is tried on what the running server offers', async () => {
    const fields = z.object({ fields: z.array(z.object({ name: z.string() })) });
    const { data } = await story.ask('{ __schema { queryType { fields { name } } mutationType { fields { name } } } }'); // prettier-ignore
    const { __schema: offered } = z.object({ __schema: z.object({ queryType: fields, mutationType: fields }) }).parse(data); // prettier-ignore
    const names = [...offered.queryType.fields, ...offered.mutationType.fields].map(({ name }) => name);
    expect(names.toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
  });

  it('would be noticed if it saw or changed anything: the owner does', async () => {
    const { dataSource } = story.database;
    const before = await digestOf(dataSource, owner);
    const query = 'mutation ($id: ID!) { updateCampaign(id: $id, input: { name: "Seen and changed" }) { ... on Campaign { id creatives { headline } } } }'; // prettier-ignore
    const answer = await story.ask(query, { id: things.campaignId });
    expect(telling.filter((text) => JSON.stringify(answer).includes(text)).length).toBeGreaterThan(1);
    expect(await digestOf(dataSource, owner)).not.toEqual(before);
  });

  it('has a case for every query and mutation, and for every id they take', () => {
    const cases = everyCase(things);
    expect(Object.keys(cases).toSorted()).toEqual(operations.map(({ name }) => name).toSorted());
    const untried = operations.flatMap((operation) => {
      const said = saidPaths(cases[operation.name] ?? []);
      return idPaths(operation)
        .filter((path) => !said.includes(path))
        .map((path) => `${operation.name}(${path})`);
    });
    expect(untried).toEqual([]);
  });

  it.each(operations)('sees and changes nothing by $name', async (operation) => {
    const { dataSource } = story.database;
    for (const variables of everyCase(things)[operation.name] ?? []) {
      const said = JSON.stringify(variables);
      const before = await digestOf(dataSource, owner);
      const answer = await story.ask(wholeQuery(operation, variables), variables, stranger.keys.admin);
      const told = JSON.stringify(answer);

      expect(answer.status).toBeLessThan(500);
      for (const { extensions } of answer.errors)
        expect(extensions['code']).not.toMatch(
          /INTERNAL|VALIDATION_FAILED|BAD_USER_INPUT|TOO_COSTLY|FORBIDDEN/,
        );
      expect(telling.filter((text) => told.includes(text) && !said.includes(text))).toEqual([]);
      expect(await digestOf(dataSource, owner)).toEqual(before);
      // What a tenant calls its shoppers is its own: two may use one name.
      const named = telling.filter((text) => said.includes(text) && text !== things.anonymousId && text !== things.userId); // prettier-ignore
      expect(await rowsNaming(dataSource, stranger.id, named)).toEqual([]);
      if (named.length > 0 && answer.errors.length === 0) expect(outcomeOf(answer.data, operation.name)).toMatch(/^(null|Invalid|Cannot|Nothing|No|Unknown)|(NotFound|Connection)$/); // prettier-ignore
    }
  });

  it('cannot join the shoppers of the other, nor learn of the cars they look at', async () => {
    const { dataSource } = story.database;
    const before = await digestOf(dataSource, owner);
    const event = {
      type: 'track',
      event: 'Product Viewed',
      messageId: things.messageId,
      anonymousId: things.anonymousId,
      userId: things.userId,
      properties: { product_id: things.vehicleId, sku: things.stockNumber },
    };
    const answer = await story.collect('track', JSON.stringify(event), stranger.keys.collector);
    expect(answer.status).toBe(200);
    expect(await digestOf(dataSource, owner)).toEqual(before);
    const kept: unknown = await dataSource.query('select vehicle from events where tenant_id = $1', [stranger.id]); // prettier-ignore
    expect(JSON.stringify(kept)).not.toContain('make');
  });
});

/** Type of the answer, or `null`; a list, as `consent` answers, has no outcome to name. */
function outcomeOf(data: unknown, name: string): string {
  const typed = z.object({ __typename: z.string() }).nullable();
  const answer = z.record(z.string(), z.union([typed, z.array(typed).transform(() => null)])).parse(data)[
    name
  ];
  return answer?.__typename ?? 'null';
}
