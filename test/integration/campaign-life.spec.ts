import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { CampaignInput } from '../../src/modules/campaigns/campaign-draft.js';
import { creativeDraft } from '../factories/campaign.js';
import { newTenant, openCampaigns } from '../support/campaigns-house.js';

type House = Awaited<ReturnType<typeof openCampaigns>>;

const isSound = <T extends object>(
  answer: T,
): answer is Exclude<T, { problems: unknown } | { refused: unknown }> =>
  !('problems' in answer || 'refused' in answer);
const made = <T extends object>(answer: T): Exclude<T, { problems: unknown } | { refused: unknown }> => {
  if (!isSound(answer)) throw new Error(JSON.stringify(answer));
  return answer;
}; // prettier-ignore
const page = { limit: 50, afterKey: null };

describe('the life of a campaign', () => {
  let house: House;
  beforeAll(async () => {
    house = await openCampaigns();
  });
  afterAll(() => house.close());

  const draft = async (input: CampaignInput = {}) =>
    made(await house.campaigns.create(house.caller, { name: 'SUVs', placements: ['home-hero'], ...input }, [creativeDraft()])).campaign.id; // prettier-ignore
  const get = (id: string) => house.campaigns.get(house.caller, id);
  const liveOne = async (id: string) =>
    (await house.campaigns.campaignsAt(house.caller.tenantId, house.clock.now())).live.find((each) => each.id === id); // prettier-ignore
  const deeds = async (id: string) =>
    (await house.versions.page(house.caller, id, page)).map(({ version }) => version.deed).reverse();

  it('is kept version by version, in words and as data, whoever did it', async () => {
    const { campaigns, caller, versions, creatives } = house;
    const id = await draft();
    await campaigns.launch(caller, id);
    const terms = { bid: { perClick: '0.35' }, budget: { total: '800', daily: '40.50' } };
    await campaigns.update({ ...caller, keyId: 'bob' }, id, terms);
    await campaigns.update(caller, id, terms);
    const [creative] = (await get(id)).creatives;
    await creatives.update(caller, creative?.id ?? '', { headline: 'New words' });
    await campaigns.stop(caller, id, 'pause');
    await campaigns.stop(caller, id, 'pause');
    await campaigns.resume(caller, id);
    const told = await versions.page(caller, id, page);
    expect(told.map(({ version }) => [version.version, version.deed, version.doneBy]).reverse()).toEqual([
      [1, 'CREATED', 'ann'],
      [2, 'LAUNCHED', 'ann'],
      [3, 'CHANGED', 'bob'],
      [4, 'CHANGED', 'ann'],
      [5, 'PAUSED', 'ann'],
      [6, 'RESUMED', 'ann'],
    ]);
    expect(told.flatMap(({ changes }) => changes.map(({ words }) => words))).toEqual([
      'Creative “Price first”, headline: “A {make} {model} for {price}”, now “New words”.',
      'Currency: none, now “GBP”.',
      'Bid: none, now 0.35 GBP a click.',
      'Budget: none, now 800.00 GBP in all, 40.50 GBP a day.',
    ]);
    expect(await liveOne(id)).toMatchObject({ terms: { bid: { kind: 'PER_CLICK', amount: 350_000 } }, creatives: [{ headline: 'New words' }] }); // prettier-ignore
  });

  it('is bounded for as long as it is live: a change that takes away its budget is refused, and one that mends is taken', async () => {
    const { campaigns, caller } = house;
    const id = await draft({ bid: { perClick: '1' }, budget: { total: '100', daily: '10' } });
    await campaigns.launch(caller, id);
    const paths = async (input: CampaignInput) => {
      const answer = await campaigns.update(caller, id, input);
      return 'problems' in answer ? answer.problems.map(({ path }) => path) : [];
    };
    expect(await paths({ budget: null })).toEqual(['budget']);
    expect(await paths({ budget: { total: '5', daily: '10' } })).toEqual(['budget.daily']);
    expect(await paths({ delivery: 'GUARANTEED' })).toEqual(['goal', 'schedule.until']);
    expect(await paths({ frequencyCaps: [{ scope: 'CAMPAIGN', window: 'DAY', most: 0 }] })).toEqual(['frequencyCaps']); // prettier-ignore
    expect(await paths({ placements: [] })).toEqual(['placements']);
    const sunday = { dayparts: [{ days: ['SUNDAY' as const], from: '08:00', until: '09:00' }], schedule: { from: '2026-11-23', until: '2026-11-24' } }; // prettier-ignore
    expect(await paths(sunday)).toEqual(['dayparts']);
    expect(await liveOne(id)).toMatchObject({
      terms: { budget: { total: 100_000_000 }, delivery: 'PERFORMANCE' },
    });
    expect(await paths({ bid: null, budget: null })).toEqual([]);
    await campaigns.stop(caller, id, 'pause');
    expect(await paths({ bid: { perClick: '1' } })).toEqual([]);
    expect(await campaigns.resume(caller, id)).toMatchObject({ obstacles: [{ code: 'NO_BUDGET' }] });
  });

  it('is not approved into what no launch would let through, however the proposal came about', async () => {
    const { campaigns, approval, caller, database, versions } = house;
    const bob = { ...caller, keyId: 'bob' };
    const id = await draft({ bid: { perClick: '1' }, budget: { total: '100' } });
    await approval.setSettings(caller, { approvalNeeded: true, authorsMayApprove: false });
    const approve = async () => {
      await approval.submit(caller, id);
      return approval.approve(bob, id, (await get(id)).campaign.version);
    };
    made(await approve());
    await campaigns.launch(caller, id);
    await campaigns.stop(caller, id, 'pause');
    made(await campaigns.update(caller, id, { budget: null }));
    expect(await campaigns.resume(caller, id)).toMatchObject({ campaign: { status: 'live' } });
    expect(await approve()).toMatchObject({ refused: { code: 'NOT_WHILE_LIVE' } });
    expect(await liveOne(id)).toMatchObject({ terms: { budget: { total: 100_000_000 } } });
    // Paused, it may say so; then it does not go on.
    await campaigns.stop(caller, id, 'pause');
    made(await approval.approve(bob, id, (await get(id)).campaign.version));
    expect(await campaigns.resume(caller, id)).toMatchObject({ obstacles: [{ code: 'NO_BUDGET' }] });
    await approval.setSettings(caller, { approvalNeeded: false, authorsMayApprove: false });
    // An earlier version that showed a payment alone is not taken up again while it is live.
    made(await campaigns.update(caller, id, { budget: { total: '100' } }));
    await database.dataSource.query(`update campaign_versions set content = jsonb_set(content, '{creatives,0,body}', '"Only 299 a month."') where campaign_id = $1 and version = 1`, [id]); // prettier-ignore
    await campaigns.resume(caller, id);
    const restored = await versions.restore(caller, id, 1);
    expect(restored).toMatchObject({ problems: [{ path: 'creatives' }] });
  });

  it('says again what it said, whatever was changed in between', async () => {
    const { campaigns, creatives, versions, caller } = house;
    const change = fc.record(
      {
        name: fc.constantFrom('A', 'B'),
        objective: fc.constantFrom('REACH' as const, 'SALES' as const),
        bid: fc.constantFrom(null, { perLead: '40' }, { budgetBest: {} }),
        budget: fc.constantFrom(null, { total: '100.01' }),
        dayparts: fc.constantFrom([], [{ days: ['MONDAY' as const], from: '08:00', until: '20:00' }]),
        placements: fc.constantFrom([], ['home-hero']),
        schedule: fc.constantFrom({ from: '2026-12-01', until: '2026-12-24' }, { until: null }),
        vehicles: fc.constantFrom({ make: ['Kia'] }, { price: { atMost: 9_000 } }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const id = await draft();
        const contents = [(await get(id)).content];
        for (const input of changes) {
          made(await campaigns.update(caller, id, input));
          contents[(await get(id)).campaign.version - 1] = (await get(id)).content;
        }
        const added = made(await creatives.add(caller, id, creativeDraft()));
        for (const [index, content] of contents.entries()) {
          made(await versions.restore(caller, id, index + 1));
          const after = (await get(id)).content;
          const { creatives: all, ...rest } = after;
          expect({ ...rest, creatives: all.filter((each) => each.id !== added.id) }).toEqual(content);
          expect(all.find((each) => each.id === added.id)?.status).toBe('archived');
        }
      }),
      { numRuns: 4 },
    );
    await expect(versions.restore(caller, await draft(), 9)).rejects.toMatchObject({ code: 'CAMPAIGN_VERSION_NOT_FOUND' }); // prettier-ignore
  });

  it('begins its history with how it stood, where it is older than versions', async () => {
    const id = await draft();
    await house.database.dataSource.query('delete from campaign_versions where campaign_id = $1', [id]);
    await house.database.dataSource.query(`update campaigns set version = 0, terms = '{}' where id = $1`, [id]); // prettier-ignore
    await house.campaigns.update(house.caller, id, { name: 'Later' });
    expect(await deeds(id)).toEqual(['KEPT', 'CHANGED']);
    made(await house.versions.restore(house.caller, id, 1));
    expect((await get(id)).content.name).toBe('SUVs');
  });

  it('waits for another to approve it, and goes on as it was while a change waits', async () => {
    const { campaigns, creatives, approval, caller, rows } = house;
    const bob = { ...caller, keyId: 'bob' };
    await approval.setSettings(caller, { approvalNeeded: true, authorsMayApprove: false });
    const id = await draft();
    expect(await campaigns.launch(caller, id)).toMatchObject({ obstacles: [{ code: 'NOT_APPROVED' }] });
    expect(await approval.approve(bob, id, 1)).toMatchObject({ refused: { code: 'NOT_SUBMITTED' } });
    await approval.submit(caller, id);
    expect(await approval.approve(caller, id, 2)).toMatchObject({ refused: { code: 'WRITTEN_BY_YOU' } });
    expect(await approval.approve(bob, id, 1)).toMatchObject({ refused: { code: 'CHANGED_SINCE' } });
    expect(await approval.sendBack(bob, id, 2, ' ')).toMatchObject({ refused: { code: 'NO_REASON' } });
    made(await approval.sendBack(bob, id, 2, 'Too loud'));
    made(await approval.sendBack(bob, id, 2, 'Too loud'));
    made(await approval.submit(caller, id));
    made(await approval.approve(bob, id, 4));
    made(await approval.approve(bob, id, 4));
    expect(await campaigns.launch(caller, id)).toMatchObject({ campaign: { status: 'live' } });

    house.clock.at += 1000;
    const added = made(await creatives.add(caller, id, creativeDraft({ headline: 'Louder' })));
    made(await creatives.update(caller, added.id, { headline: 'Loudest' }));
    await campaigns.update(caller, id, { bid: { perLead: '40' }, budget: { daily: '80' } });
    const waiting = await get(id);
    expect(waiting.creatives).toHaveLength(1);
    expect(waiting.campaign.proposal).toMatchObject({ creatives: [{}, { headline: 'Loudest' }] });
    expect(await liveOne(id)).toMatchObject({ creatives: [{}], terms: { bid: null } });
    await approval.submit(caller, id);
    const { version } = (await get(id)).campaign;
    await Promise.all([approval.approve(bob, id, version), approval.approve(bob, id, version)]);
    expect(await liveOne(id)).toMatchObject({ creatives: [{}, { headline: 'Loudest' }], terms: { bid: { amount: 40_000_000 } } }); // prettier-ignore
    await campaigns.update(caller, id, { name: 'Names need nobody' });
    expect((await get(id)).campaign).toMatchObject({ name: 'Names need nobody', proposal: null });
    await campaigns.update(caller, id, { objective: 'SALES' });
    await approval.withdraw(caller, id);
    expect((await rows.get(caller.tenantId, id)).campaign).toMatchObject({ proposal: null });
    expect(await deeds(id)).toEqual(
      ['CREATED', 'SUBMITTED', 'SENT_BACK', 'SUBMITTED', 'APPROVED', 'LAUNCHED', 'PROPOSED', 'PROPOSED', 'PROPOSED', 'SUBMITTED', 'APPROVED', 'CHANGED', 'PROPOSED', 'WITHDRAWN'], // prettier-ignore
    );
    await approval.setSettings(caller, { approvalNeeded: false, authorsMayApprove: false });
  });

  it('is copied once, however often it is asked, with words of its own', async () => {
    const { copies, creatives, caller } = house;
    const id = await draft({ bid: { perClick: '1' }, budget: { total: '9' } });
    const wish = { id, idempotencyKey: 'k', name: null };
    const [one, two] = await Promise.all([copies.duplicate(caller, wish), copies.duplicate(caller, wish)]);
    const copy = made(one);
    expect(made(two).campaign.id).toBe(copy.campaign.id);
    const original = await get(id);
    expect(copy.content).toMatchObject({ name: 'SUVs (copy)', terms: original.content.terms, placements: ['home-hero'] }); // prettier-ignore
    await creatives.update(caller, copy.creatives[0]?.id ?? '', { headline: 'Mine' });
    expect((await get(id)).creatives).toMatchObject([{ headline: 'A {make} {model} for {price}' }]);
    expect(await deeds(copy.campaign.id)).toEqual(['DUPLICATED', 'CHANGED']);
  });

  it('is changed with many others, each for itself, and once', async () => {
    const { bulk, campaigns, caller } = house;
    const ids = [await draft({ name: 'Bulk 1' }), await draft({ name: 'Bulk 2' }), await draft({ name: 'Bulk 3' })]; // prettier-ignore
    await campaigns.stop(caller, ids[1] ?? '', 'end');
    const edit = () => bulk.update(caller, { filter: { nameContains: 'bulk' } }, { objective: 'REACH' });
    const outcomes = await edit();
    expect(outcomes.map(({ id, outcome }) => [ids.indexOf(id), 'fault' in outcome ? outcome.fault.code : 'done']).sort()).toEqual([[0, 'done'], [1, 'CAMPAIGN_STATUS'], [2, 'done']]); // prettier-ignore
    await edit();
    expect(await deeds(ids[0] ?? '')).toEqual(['CREATED', 'CHANGED']);
    const unknown = await bulk.update(caller, { ids: [randomUUID(), '%'] }, { name: 'x' });
    for (const { outcome } of unknown) expect(outcome).toMatchObject({ fault: { code: 'CAMPAIGN_NOT_FOUND' } }); // prettier-ignore
    const many = { ids: Array.from({ length: 201 }, () => randomUUID()) };
    await expect(bulk.update(caller, many, {})).rejects.toMatchObject({ code: 'TOO_MANY_CAMPAIGNS' });
  });

  it('is put away, out of lists and of nobody’s way', async () => {
    const { campaigns, caller } = house;
    const id = await draft({ name: 'Put away' });
    await campaigns.launch(caller, id);
    await expect(campaigns.archive(caller, id)).rejects.toMatchObject({ code: 'CAMPAIGN_STATUS' });
    await campaigns.stop(caller, id, 'pause');
    const { archivedAt } = (await campaigns.archive(caller, id)).campaign;
    house.clock.at += 1000;
    expect((await campaigns.archive(caller, id)).campaign).toMatchObject({ status: 'ended', archivedAt });
    await expect(campaigns.resume(caller, id)).rejects.toMatchObject({ code: 'CAMPAIGN_STATUS' });
    const named = { nameContains: 'put AWAY' };
    expect(await campaigns.list(caller, named, page)).toEqual([]);
    expect(await campaigns.list(caller, { ...named, includeArchived: true }, page)).toHaveLength(1);
    for (const advertiserId of ['', 'nobody'])
      expect(await campaigns.list(caller, { advertiserId, includeArchived: true }, page)).toEqual([]);
  });

  it('is of an advertiser, in its dealer’s zone, as decisions see it at once', async () => {
    const { advertisers, campaigns, dealers, caller, dealerId, clock } = house;
    await dealers.change(caller, dealerId, { timeZone: 'America/New_York' });
    const dealer = made(await advertisers.create(caller, { name: 'Brooklyn', kind: 'DEALER', dealerId, categories: ['Kia', 'kia '] })); // prettier-ignore
    const id = await draft({ advertiserId: dealer.id, dayparts: [{ days: ['SUNDAY'], from: '09:00', until: '10:00' }] }); // prettier-ignore
    await campaigns.launch(caller, id);
    expect(await liveOne(id)).toMatchObject({ advertiserId: dealer.id, categories: ['kia'], timeZone: 'America/New_York' }); // prettier-ignore
    made(await advertisers.update(caller, dealer.id, { categories: ['Volvo'] }));
    expect(await liveOne(id)).toMatchObject({ categories: ['volvo'] });
    const isClosed = async (at: string) => {
      clock.at = Date.parse(at);
      const { live, closed } = await campaigns.campaignsAt(caller.tenantId, clock.now());
      return [...closed].some((each) => each.id === id) && live.some((each) => each.id === id);
    };
    const instants = ['2026-11-22T13:59:59Z', '2026-11-22T14:00:00Z', '2026-11-22T14:59:59Z', '2026-11-22T15:00:00Z']; // prettier-ignore
    const seen: boolean[] = [];
    for (const at of instants) seen.push(await isClosed(at));
    expect(seen).toEqual([true, false, false, true]);
    expect(await house.running.whyNotRunning(caller, id)).toMatchObject([{ code: 'OUTSIDE_HOURS', until: Date.parse('2026-11-29T14:00:00Z') }]); // prettier-ignore
    await house.database.dataSource.query('update advertisers set dealer_id = null where id = $1', [dealer.id]); // prettier-ignore
    expect((await house.running.whyNotRunning(caller, id)).map(({ code }) => code)).toContain('DEALER_GONE');
    expect(await advertisers.create(caller, { name: 'X', kind: 'CARMAKER', dealerId })).toMatchObject({ problems: [{ path: 'dealerId' }] }); // prettier-ignore
    const stranger = await newTenant(house.database);
    await expect(advertisers.update(stranger, dealer.id, {})).rejects.toMatchObject({ code: 'ADVERTISER_NOT_FOUND' }); // prettier-ignore
    expect(await campaigns.create(stranger, { name: 'x', advertiserId: dealer.id })).toMatchObject({ problems: [{ path: 'advertiserId' }] }); // prettier-ignore
  });

  it('is shown at placements with rules, which change without anything else', async () => {
    const { placements, campaigns, caller } = house;
    await placements.create(caller, 'tablet', { name: 'Tablet', slots: 2, floor: '4.50' });
    const before = await campaigns.livePlacements(caller.tenantId);
    expect(before.get('tablet')).toEqual({ key: 'tablet', slots: 2, floorMicros: 4_500_000, separatesCompetitors: false, exclusive: false }); // prettier-ignore
    await draft();
    expect(await campaigns.livePlacements(caller.tenantId)).toBe(before);
    await placements.update(caller, 'tablet', { slots: null, exclusive: true });
    expect((await campaigns.livePlacements(caller.tenantId)).get('tablet')).toMatchObject({ slots: null, floorMicros: 4_500_000, exclusive: true }); // prettier-ignore
    await expect(placements.update(caller, 'moon', {})).rejects.toMatchObject({ code: 'PLACEMENT_NOT_FOUND' }); // prettier-ignore
    await expect(placements.update(caller, 'tablet', { slots: 0 })).rejects.toMatchObject({ code: 'INVALID_PLACEMENT' }); // prettier-ignore
  });
});
