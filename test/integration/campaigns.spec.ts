import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { WholeCampaign } from '../../src/modules/campaigns/campaigns.repository.js';
import type { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { creativeDraft } from '../factories/campaign.js';
import { newTenant, openCampaigns } from '../support/campaigns-house.js';

describe('campaigns', () => {
  let house: Awaited<ReturnType<typeof openCampaigns>>;
  let database: typeof house.database;
  let clock: typeof house.clock;
  let campaigns: typeof house.campaigns;
  let creatives: typeof house.creatives;
  let placements: typeof house.placements;
  let caller: typeof house.caller;

  async function newSegment({ tenantId } = caller): Promise<string> {
    const id = randomUUID();
    await database.dataSource.query(
      `insert into segments (tenant_id, id, name, rule, version, status, created_at, updated_at)
       values ($1, $2, 'SUV shoppers', '{}', 1, 'ACTIVE', now(), now())`,
      [tenantId, id],
    );
    return id;
  }

  beforeEach(async () => {
    house = await openCampaigns();
    ({ database, clock, campaigns, creatives, placements, caller } = house);
  });
  afterEach(() => house.close());

  const made = (answer: Awaited<ReturnType<CampaignsService['create']>>): WholeCampaign => {
    if ('problems' in answer) throw new Error(JSON.stringify(answer.problems));
    return answer;
  };
  const ready = async (name = 'SUVs', input = {}) => {
    clock.at += 1000; // so that they differ in age
    return made(
      await campaigns.create(
        caller,
        { name, placements: ['home-hero'], vehicles: { bodyStyle: ['SUV'] }, ...input },
        [creativeDraft()],
      ),
    ).campaign.id;
  };
  const liveNames = async () =>
    (await campaigns.campaignsAt(caller.tenantId, clock.now())).live.map(({ name }) => name);
  const eventually = async (names: string[]) => {
    for (let left = 100; left > 0 && (await liveNames()).join() !== names.join(); left--) await sleep(20);
    expect(await liveNames()).toEqual(names);
  };

  it('go from draft to live, are seen by decisions without a query, and end', async () => {
    const id = await ready();
    expect(await liveNames()).toEqual([]);
    expect(await campaigns.launch(caller, id)).toMatchObject({ campaign: { status: 'live' } });
    await eventually(['SUVs']);
    const queries = jest.spyOn(database.dataSource, 'createQueryRunner');
    const [first] = (await campaigns.campaignsAt(caller.tenantId, clock.now())).live;
    const [again] = (await campaigns.campaignsAt(caller.tenantId, clock.now() + 1)).live;
    expect(again).toBe(first);
    expect(queries).not.toHaveBeenCalled();
    queries.mockRestore();
    expect(first?.covers({ bodyStyle: 'SUV' })).toBe(true);
    await campaigns.stop(caller, id, 'pause');
    await eventually([]);
    await campaigns.stop(caller, id, 'end');
    expect(await campaigns.launch(caller, id)).toMatchObject({ obstacles: [{ code: 'ENDED' }] });
    await expect(campaigns.stop(caller, id, 'pause')).rejects.toMatchObject({ code: 'CAMPAIGN_STATUS' });
  });

  it('say everything that keeps them from going live', async () => {
    const { campaign } = made(
      await campaigns.create(caller, {
        name: 'Not ready',
        vehicles: { make: ['Lada'] },
        schedule: { until: '2026-11-01' },
      }),
    );
    const answer = await campaigns.launch(caller, campaign.id);
    expect('obstacles' in answer && answer.obstacles.map(({ code }) => code)).toEqual(
      ['SCHEDULE_PASSED', 'NO_CREATIVE', 'NO_PLACEMENT', 'NO_VEHICLE_IN_STOCK'], // prettier-ignore
    );
  });

  it('begin and end with their schedule, though nothing runs', async () => {
    const id = await ready('December', { schedule: { from: '2026-12-01', until: '2026-12-31' } });
    await campaigns.launch(caller, id);
    expect(await liveNames()).toEqual([]);
    clock.at = Date.parse('2026-12-01T00:00:00Z');
    await eventually(['December']);
    clock.at = Date.parse('2027-01-01T00:00:00Z');
    expect(await liveNames()).toEqual([]);
    const page = { limit: 10, afterKey: null };
    expect(
      (await campaigns.list(caller, { status: 'ended' }, page)).map(({ campaign }) => campaign.id),
    ).toEqual([id]);
    expect(await campaigns.list(caller, { status: 'live' }, page)).toEqual([]);
  });

  it('carry changed creatives and audiences into memory, and only what changed', async () => {
    const [one, two] = [await ready('One'), await ready('Two')];
    for (const id of [one, two]) await campaigns.launch(caller, id);
    await eventually(['One', 'Two']);
    const { live: before } = await campaigns.campaignsAt(caller.tenantId, clock.now());
    const [creative] = (await campaigns.get(caller, two)).creatives;
    await creatives.update(caller, creative?.id ?? '', { headline: 'New words' });
    const segment = await newSegment();
    await campaigns.update(caller, two, { includeSegments: [segment], name: 'Three' });
    await eventually(['One', 'Three']);
    const { live: after } = await campaigns.campaignsAt(caller.tenantId, clock.now());
    expect(after[0]).toBe(before[0]);
    expect(after[1]).toMatchObject({ include: [segment], creatives: [{ headline: 'New words' }] });
    await creatives.archive(caller, creative?.id ?? '');
    for (let left = 100; left > 0; left--) {
      if ((await campaigns.campaignsAt(caller.tenantId, clock.now())).live[1]?.creatives.length === 0) return;
      await sleep(20);
    }
    throw new Error('the archived creative is still shown');
  });

  it('keep what two people change at once', async () => {
    const id = await ready();
    const [creative] = (await campaigns.get(caller, id)).creatives;
    for (let round = 0; round < 5; round++) {
      const [headline, body] = [`Headline ${round}`, `Body ${round}`];
      await Promise.all([
        creatives.update(caller, creative?.id ?? '', { headline }),
        creatives.update(caller, creative?.id ?? '', { body }),
      ]);
      expect((await campaigns.get(caller, id)).creatives).toMatchObject([{ headline, body }]);
    }
  });

  it('keep a creative archived though it is edited at the same moment', async () => {
    const id = await ready();
    for (let round = 0; round < 5; round++) {
      const added = await creatives.add(caller, id, creativeDraft());
      if ('problems' in added) throw new Error('the draft is sound');
      await Promise.all([
        creatives.archive(caller, added.id),
        creatives.update(caller, added.id, { headline: 'Too late' }),
      ]);
      const after = (await campaigns.get(caller, id)).creatives.find((each) => each.id === added.id);
      expect(after?.status).toBe('archived');
    }
  });

  it('show decisions what was decided last, whoever launches, archives, pauses and resumes at once', async () => {
    const id = await ready();
    const [creative] = (await campaigns.get(caller, id)).creatives;
    for (let round = 0; round < 5; round++) {
      const headline = `Round ${round}`;
      await Promise.all([
        campaigns.launch(caller, id),
        creatives.update(caller, creative?.id ?? '', { headline }),
      ]);
      const [live] = (await campaigns.campaignsAt(caller.tenantId, clock.now())).live;
      expect(live?.creatives).toMatchObject([{ headline }]);
      await campaigns.stop(caller, id, 'pause');
      expect(await liveNames()).toEqual([]);
    }
    const archiving = creatives.archive(caller, creative?.id ?? '');
    const [launched] = await Promise.all([campaigns.launch(caller, id), archiving]);
    const { live: shown } = await campaigns.campaignsAt(caller.tenantId, clock.now());
    if ('obstacles' in launched) expect(shown).toEqual([]);
    else expect(shown).toMatchObject([{ creatives: [] }]);
  });

  it('refuse unknown segments and those of another tenant, by name', async () => {
    const foreign = await newSegment(await newTenant(database));
    for (const id of [foreign, randomUUID()]) {
      const message: unknown = expect.stringContaining(id);
      await expect(campaigns.create(caller, { name: 'x', includeSegments: [id] })).rejects.toMatchObject({
        code: 'SEGMENT_NOT_FOUND',
        message,
      });
    }
  });

  it("do not exist for another tenant's caller", async () => {
    const id = await ready();
    const other = await newTenant(database);
    const notFound = { code: 'CAMPAIGN_NOT_FOUND' };
    await expect(campaigns.get(other, id)).rejects.toMatchObject(notFound);
    await expect(campaigns.update(other, id, { name: 'Mine' })).rejects.toMatchObject(notFound);
    await expect(campaigns.launch(other, id)).rejects.toMatchObject(notFound);
    await expect(campaigns.stop(other, id, 'end')).rejects.toMatchObject(notFound);
    await expect(creatives.add(other, id, creativeDraft())).rejects.toMatchObject(notFound);
    await expect(campaigns.get(caller, 'nonsense')).rejects.toMatchObject(notFound);
    const [creative] = (await campaigns.get(caller, id)).creatives;
    await expect(creatives.archive(other, creative?.id ?? '')).rejects.toMatchObject({
      code: 'CREATIVE_NOT_FOUND',
    });
    expect(await campaigns.list(other, {}, { limit: 10, afterKey: null })).toEqual([]);
    expect(await placements.list(other)).toEqual([]);
  });

  it('come in pages, newest first', async () => {
    for (const name of ['A', 'B', 'C']) await ready(name);
    const first = await campaigns.list(caller, {}, { limit: 2, afterKey: null });
    expect(first.map(({ campaign }) => campaign.name)).toEqual(['C', 'B', 'A']);
    const last = first[1]?.campaign;
    const afterKey = [last?.createdAt.toISOString() ?? '', last?.id ?? ''];
    const second = await campaigns.list(caller, {}, { limit: 2, afterKey });
    expect(second.map(({ campaign }) => campaign.name)).toEqual(['A']);
    await expect(campaigns.list(caller, {}, { limit: 2, afterKey: ['x'] })).rejects.toMatchObject({
      code: 'BAD_CURSOR',
    });
  });

  it('have placements of unique keys', async () => {
    const again = placements.create(caller, 'home-hero', { name: 'Home' });
    await expect(again).rejects.toMatchObject({ code: 'PLACEMENT_EXISTS' });
    const odd = placements.create(caller, 'Home Hero', { name: 'Home' });
    await expect(odd).rejects.toMatchObject({ code: 'INVALID_PLACEMENT' });
  });
});
