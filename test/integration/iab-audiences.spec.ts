import { VersionsService } from '../../src/modules/segments/versions/versions.service.js';
import { createTestTenant, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestSegments } from '../support/segments-house.js';

const rule = { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'], condition: ['USED'] } } };
const suv = 'Purchase Intent | Automotive Ownership | New Vehicles | SUV';
const fields = 'iabAudiences { id name } suggestedIabAudiences { id } openRtbData { name ext { segtax } segment { id } }'; // prettier-ignore

describe('IAB audiences of a segment', () => {
  let database: TestDatabase;
  let tenant: TestTenant;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'motors');
    carousel = await TestCarousel.start({ databaseUrl: database.url, workers: 0, env: { PUBLIC_URL: 'https://data.motors.example/c' } }); // prettier-ignore
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const ask = async (query: string, variables: object = {}) => {
    const { data, errors } = await graphql(carousel.url, tenant.keys.marketer, query, variables);
    expect(errors).toEqual([]);
    return data;
  };
  const create = (input: object) => ask(`mutation ($input: CreateSegmentInput!) { createSegment(input: $input) { ... on Segment { id ${fields} } ... on InvalidRule { problems { path message } } } }`, { input }); // prettier-ignore

  it('are suggested by its rule, and told to bidders once somebody said so', async () => {
    expect(await create({ name: 'Used SUVs', rule })).toMatchObject({
      createSegment: { iabAudiences: [], suggestedIabAudiences: [{ id: '833' }], openRtbData: null },
    });
    expect(await create({ name: 'SUVs', rule, iabIds: ['824', '810', '810'] })).toMatchObject({
      createSegment: {
        iabAudiences: [{ id: '810', name: suv }, { id: '824' }],
        openRtbData: { name: 'data.motors.example', ext: { segtax: 4 }, segment: [{ id: '810' }, { id: '824' }] }, // prettier-ignore
      },
    });
    expect(JSON.stringify(await ask('{ iabAudiences { id name } }'))).toContain(JSON.stringify({ id: '810', name: suv })); // prettier-ignore
  });

  it('are refused where they have nothing to do with cars, with what else is wrong', async () => {
    expect(await create({ name: ' ', rule, iabIds: ['810', '52'] })).toMatchObject({
      createSegment: { problems: [{ path: 'name' }, { path: 'iabIds[1]', message: 'is "52", and no audience of IAB Audience Taxonomy 1.1 that has to do with cars' }] }, // prettier-ignore
    });
  });
});

describe('a change of IAB audiences', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  it('is a version of the segment, applied to nobody anew, and takes them away with null', async () => {
    const id = await house.make('SUVs', rule);
    await house.settle();
    const change = async (iabIds: string[] | null) => {
      const outcome = await house.segments.update(house.caller, id, { iabIds });
      return 'segment' in outcome && [outcome.segment.version, outcome.segment.iabIds];
    };
    expect(await change(['810'])).toEqual([2, ['810']]);
    expect(await change(['810', '810'])).toEqual([2, ['810']]);
    await house.segments.update(house.caller, id, { name: 'Off-road' });
    expect(await house.segments.find(house.caller, id)).toMatchObject({ version: 3, iabIds: ['810'] });
    expect(await change(null)).toEqual([4, []]);
    expect(await house.segments.isEvaluating(house.caller, id)).toBe(false);
    expect(await house.service(VersionsService).page(house.caller, id, { limit: 9, afterKey: null })).toHaveLength(1); // prettier-ignore
    expect(await house.segments.update(house.caller, id, { iabIds: ['1'] })).toMatchObject({ problems: [{ path: 'iabIds[0]' }] }); // prettier-ignore
  });
});
