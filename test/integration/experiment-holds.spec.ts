import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { CreativesService } from '../../src/modules/campaigns/creatives.service.js';
import { SegmentsService } from '../../src/modules/segments/segments.service.js';
import { ExperimentsHouse, faultOf, holdOut, ofAudiences, ofCreatives, sound } from '../support/experiments-house.js'; // prettier-ignore

const code = z.object({ code: z.string() });

describe('what a running experiment names', () => {
  let house: ExperimentsHouse;
  beforeAll(async () => {
    house = await ExperimentsHouse.start();
  });
  afterAll(() => house.stop());

  it('is a creative: it is not archived, by whatever door, and the refusal says which experiment it is', async () => {
    const { caller, experiments } = house;
    const creatives = house.of(CreativesService);
    const { id: campaignId, creativeIds } = await house.campaign();
    const [first = '', second = ''] = creativeIds;
    const id = await house.plan(ofCreatives(campaignId, creativeIds));
    sound(await house.start(id));
    const fault = await faultOf(creatives.archive(caller, first));
    expect(fault.code).toBe('CREATIVE_HELD');
    expect(fault.message).toContain(`experiment “Bold or plain” (${id})`);
    expect(fault.message).toContain('endExperiment');
    sound(await experiments.update(caller, id, { name: 'Renamed' }));
    expect((await faultOf(creatives.archive(caller, second))).message).toContain('“Renamed”');
    sound(await creatives.update(caller, first, { body: 'Come in.' }));
    await experiments.end(caller, id);
    expect(await creatives.archive(caller, first)).toMatchObject({ status: 'archived' });
    expect(await house.start(await house.plan(ofCreatives(campaignId, [second, second])))).toMatchObject({ status: 'RUNNING' }); // prettier-ignore
  });

  it('is a segment: it is not archived', async () => {
    const { caller, experiments } = house;
    const segments = house.of(SegmentsService);
    const [{ id: campaignId }, segmentId] = [await house.campaign(), await house.segment()];
    const id = await house.plan(ofAudiences(campaignId, segmentId));
    const later = await house.plan(ofAudiences(campaignId, segmentId));
    sound(await house.start(id));
    expect(await segments.archive(caller, segmentId)).toMatchObject({ inUse: { id: segmentId } });
    expect((await experiments.holding(caller, segmentId)).map((each) => each.id)).toEqual([id]);
    expect(await experiments.holding({ ...caller, tenantId: randomUUID() }, segmentId)).toEqual([]);
    await experiments.end(caller, id);
    expect(await segments.archive(caller, segmentId)).toMatchObject({ segment: { status: 'ARCHIVED' } });
    expect(await house.start(later)).toMatchObject({ problems: [{ path: 'arms.1.segmentIds' }] });
  });

  it('is its campaign: it is not put away, and once that is ended it ends with it; a pause it outlives', async () => {
    const { caller, database } = house;
    const campaigns = house.of(CampaignsService);
    const { id: campaignId } = await house.campaign();
    const id = await house.plan(holdOut(campaignId));
    sound(await house.start(id));
    expect(await house.reachOf(id)).toBe('CAMPAIGN_NOT_LAUNCHED');
    const becomes = (status: string, startsIn = '0') => database.dataSource.query(`update campaigns set status = $2, starts_at = now() + $3::interval where id = $1`, [campaignId, status, startsIn]); // prettier-ignore
    await becomes('live', '1 hour');
    expect(await house.reachOf(id)).toBe('CAMPAIGN_TO_BEGIN');
    await becomes('live', '-1 hour');
    expect(await house.reachOf(id)).toBe('OPEN');
    await becomes('paused');
    await house.tick();
    expect([await house.reachOf(id), await house.statusOf(id)]).toEqual(['CAMPAIGN_PAUSED', 'RUNNING']);
    const fault = await faultOf(campaigns.archive(caller, campaignId));
    expect(fault.code).toBe('CAMPAIGN_HELD');
    expect(fault.message).toContain(id);
    await campaigns.stop(caller, campaignId, 'end');
    expect(await house.reachOf(id)).toBe('CAMPAIGN_ENDED');
    await campaigns.archive(caller, campaignId);
    await Promise.all([house.tick(), house.tick()]);
    expect([await house.reachOf(id), await house.statusOf(id)]).toEqual(['CAMPAIGN_ENDED', 'ENDED']);
    expect((await house.deeds(id)).slice(1)).toEqual([[2, 'STARTED', 'ann'], [3, 'CAMPAIGN_ENDED', null]]); // prettier-ignore
    const other = await house.campaign();
    const late = await house.plan(holdOut(other.id));
    await campaigns.stop(caller, other.id, 'end');
    expect(await house.start(late)).toMatchObject({ problems: [{ path: 'campaignId' }] });
  });

  it('and is put away at the same moment: one of the two is refused, whichever comes first', async () => {
    const { caller } = house;
    const held = /^(CREATIVE|CAMPAIGN)_HELD$/;
    const isDone = (work: Promise<unknown>) => work.then(() => true, (fault: unknown) => !held.test(code.parse(fault).code)); // prettier-ignore
    const ofOne = async (round: number) => {
      const { id: campaignId, creativeIds } = await house.campaign();
      const segmentId = await house.segment();
      const ways = [
        { draft: ofAudiences(campaignId, segmentId), archive: () => house.of(SegmentsService).archive(caller, segmentId).then((answer) => 'segment' in answer) },
        { draft: ofCreatives(campaignId, creativeIds), archive: () => isDone(house.of(CreativesService).archive(caller, creativeIds[0] ?? '')) },
      ];
      return ways[round % 3] ?? { draft: holdOut(campaignId), archive: () => isDone(house.of(CampaignsService).archive(caller, campaignId)) };
    }; // prettier-ignore
    for (let round = 0; round < 18; round++) {
      const { draft, archive } = await ofOne(round);
      const id = await house.plan(draft);
      const begin = () => house.start(id).then((answer) => !('problems' in answer));
      const both = round % 2 === 0 ? [begin(), archive()] : [archive(), begin()].reverse();
      const [isStarted, isArchived] = await Promise.all(both);
      expect([isStarted, isArchived].filter(Boolean)).toHaveLength(1);
      expect(await house.statusOf(id)).toBe(isStarted ? 'RUNNING' : 'DRAFT');
      await house.experiments.end(caller, id);
    }
  }, 60_000);

  it('keeps a start waiting while a transaction puts it away, and the start sees what became of it', async () => {
    const { id: campaignId, creativeIds } = await house.campaign();
    const segmentId = await house.segment();
    const shown = await house.plan(ofCreatives(campaignId, creativeIds));
    const away = `with held as (select 1 from campaigns where id = $1 for update) update creatives set status = 'archived' where id = $2 and exists (select 1 from held)`; // prettier-ignore
    expect(await house.heldUpBy(away, [campaignId, creativeIds[0]], () => house.start(shown))).toMatchObject({ problems: [{ path: 'arms.0.creativeIds' }] }); // prettier-ignore
    const narrowed = await house.plan(ofAudiences(campaignId, segmentId));
    const archived = `update segments set status = 'ARCHIVED' where id = $1`;
    expect(await house.heldUpBy(archived, [segmentId], () => house.start(narrowed))).toMatchObject({ problems: [{ path: 'arms.1.segmentIds' }] }); // prettier-ignore
    expect([await house.statusOf(shown), await house.statusOf(narrowed)]).toEqual(['DRAFT', 'DRAFT']);
    const ended = `update campaigns set status = 'ended' where id = $1`;
    const late = await house.plan(holdOut(campaignId));
    expect(await house.heldUpBy(ended, [campaignId], () => house.start(late))).toMatchObject({ problems: [{ path: 'campaignId' }] }); // prettier-ignore
  }, 30_000);

  it('keeps those waiting who would put it away while a start is under way, and they are refused', async () => {
    const { caller } = house;
    const { id: campaignId, creativeIds } = await house.campaign();
    const id = await house.plan(ofCreatives(campaignId, creativeIds));
    // The start has looked at its campaign, and cannot write itself down yet.
    const faults: Promise<{ code: string }>[] = [];
    let answered = 0;
    const archive = async () => {
      faults.push(faultOf(house.of(CreativesService).archive(caller, creativeIds[1] ?? '')), faultOf(house.of(CampaignsService).archive(caller, campaignId))); // prettier-ignore
      for (const fault of faults) void fault.finally(() => answered++);
      await sleep(300);
      expect(answered).toBe(0);
    };
    const row = 'select 1 from experiments where id = $1 for update';
    expect(await house.heldUpBy(row, [id], () => house.start(id), archive)).toMatchObject({
      status: 'RUNNING',
    });
    expect((await Promise.all(faults)).map(({ code }) => code)).toEqual(['CREATIVE_HELD', 'CAMPAIGN_HELD']);
    await house.experiments.end(caller, id);
  }, 30_000);

  it('is held from the upgrade on where it runs already, and by none that is a draft or over', async () => {
    const { caller, database, experiments } = house;
    const { id: campaignId, creativeIds } = await house.campaign();
    const segmentId = await house.segment();
    const ids = [];
    for (const draft of [ofCreatives(campaignId, creativeIds), ofAudiences(campaignId, segmentId), holdOut(campaignId), holdOut(campaignId)]) ids.push(await house.plan(draft)); // prettier-ignore
    const [shown = '', narrowed = '', over = ''] = ids;
    for (const id of [shown, narrowed, over]) sound(await house.start(id));
    await experiments.end(caller, over);
    const kept = () =>
      database.dataSource.query<unknown>(
        `select experiment_id, name, array(select unnest(creative_ids)::text order by 1) as held from campaign_holds where campaign_id = $1
         union all select experiment_id, segment_status, array[segment_id::text] from experiment_segments where segment_id = $2
         order by 1, 2`,
        [campaignId, segmentId],
      );
    const before = await kept();
    expect(before).toHaveLength(3);
    for (;;) {
      const [last]: { name: string }[] = await database.dataSource.query('select name from migrations order by id desc limit 1'); // prettier-ignore
      await database.dataSource.undoLastMigration();
      if (last?.name === 'HoldWhatIsTried1763970041000') break;
    }
    await database.dataSource.runMigrations();
    expect(await kept()).toEqual(before);
    expect((await faultOf(house.of(CreativesService).archive(caller, creativeIds[0] ?? ''))).code).toBe(
      'CREATIVE_HELD',
    );
    expect(await house.of(SegmentsService).archive(caller, segmentId)).toMatchObject({
      inUse: { id: segmentId },
    });
  });
});
