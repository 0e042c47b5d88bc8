import { randomUUID } from 'node:crypto';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { z } from 'zod';
import type { Caller } from '../../src/models/caller.js';
import { CampaignsService } from '../../src/modules/campaigns/campaigns.service.js';
import { CreativesService } from '../../src/modules/campaigns/creatives.service.js';
import { ChronicleService } from '../../src/modules/experiments/chronicle.service.js';
import { CountingService } from '../../src/modules/experiments/counting.service.js';
import { ExperimentsModule } from '../../src/modules/experiments/experiments.module.js';
import { ExperimentsService } from '../../src/modules/experiments/experiments.service.js';
import type { ExperimentDraft } from '../../src/modules/experiments/plans/read-plan.js';
import { ResultsService } from '../../src/modules/experiments/results.service.js';
import { ExperimentVersionsService } from '../../src/modules/experiments/versions/experiment-versions.service.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { SegmentsService } from '../../src/modules/segments/segments.service.js';
import { creativeDraft } from '../factories/campaign.js';
import { createTestTenant } from '../support/carousel.js';
import { testDataKeys } from '../support/data-keys.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

@Module({ imports: [PlatformModule, ExperimentsModule] })
class ExperimentsHouse {}

const code = z.object({ code: z.string(), message: z.string() });

describe('an experiment and what it names', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  const clock = { at: Date.now() };

  beforeAll(async () => {
    database = await createTestDatabase();
    const { id: tenantId } = await createTestTenant(database.dataSource, 'tries');
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'fatal';
    process.env['SHARDS'] = '3';
    app = await NestFactory.createApplicationContext(ExperimentsHouse, { logger: false, abortOnError: false }); // prettier-ignore
    app.get(Clock).now = () => clock.at;
    caller = { tenantId, role: 'marketer', keyId: 'ann' };
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const of = <T>(type: abstract new (...args: never[]) => T): T => app.get<T>(type, { strict: false });
  const sound = <T extends object>(answer: T): Exclude<T, { problems: unknown }> => {
    const isSound = (any: T): any is Exclude<T, { problems: unknown }> => !('problems' in any);
    if (!isSound(answer)) throw new Error(JSON.stringify(answer));
    return answer;
  }; // prettier-ignore
  const campaign = async () => {
    const drafts = [creativeDraft(), creativeDraft()];
    const { campaign: made, creatives } = sound(await of(CampaignsService).create(caller, { name: 'Tried' }, drafts)); // prettier-ignore
    return { id: made.id, creativeIds: creatives.map(({ id }) => id) };
  };
  const segment = async () => {
    const made = await of(SegmentsService).create(caller, { name: `Lookers ${randomUUID()}`, rule: { did: { event: 'VEHICLE_VIEWED', within: 'P30D' } } }); // prettier-ignore
    if ('problems' in made) throw new Error(JSON.stringify(made.problems));
    return made.segment.id;
  };
  const plan = async (draft: ExperimentDraft) => sound(await of(ExperimentsService).create(caller, draft)).id;
  const start = (id: string) => of(ExperimentsService).start(caller, id);
  const ofCreatives = (campaignId: string, creativeIds: readonly string[]): ExperimentDraft => ({
    ...{ name: 'Bold or plain', kind: 'CREATIVES', campaignId },
    arms: creativeIds.map((id, place) => ({ name: `Arm ${place}`, share: 0.5, creativeIds: [id] })),
  });
  const ofAudiences = (campaignId: string, segmentId: string): ExperimentDraft => ({
    ...{ name: 'For whom', kind: 'AUDIENCES', campaignId },
    arms: [{ name: 'Everybody', share: 0.5 }, { name: 'Lookers', share: 0.5, segmentIds: [segmentId] }],
  }); // prettier-ignore
  const holdOut = (campaignId: string): ExperimentDraft => ({
    ...{ name: 'What does it bring?', kind: 'HOLD_OUT', campaignId, measure: 'CLICKS' },
    arms: [{ name: 'Without', share: 0.5, isHeldOut: true }, { name: 'With', share: 0.5 }],
  }); // prettier-ignore
  const versions = async (id: string, as = caller) =>
    (await of(ExperimentVersionsService).page(as, id, { limit: 50, afterKey: null })).reverse();
  const deeds = async (id: string) => (await versions(id)).map(({ version }) => [version.version, version.deed, version.doneBy]); // prettier-ignore
  const statusOf = async (id: string) => (await of(ExperimentsService).get(caller, id)).status;
  const tick = async () => {
    await of(CountingService).run();
    await of(ChronicleService).run();
  };
  const faultOf = async (work: Promise<unknown>) => {
    const fault: unknown = await work.then(() => null, (thrown: unknown) => thrown); // prettier-ignore
    return code.parse(fault);
  };

  it('is kept version by version: what was changed, by which key, and what nobody did; nothing twice', async () => {
    const { id: campaignId } = await campaign();
    const id = await plan(holdOut(campaignId));
    const experiments = of(ExperimentsService);
    const bob = { ...caller, keyId: 'bob' };
    await experiments.update(bob, id, { traffic: 0.5 });
    await experiments.update(bob, id, { traffic: 0.5 });
    await start(id);
    await start(id);
    await experiments.update(caller, id, { traffic: 0.75, endsAt: new Date(clock.at + 3_600_000) });
    expect(await experiments.update(caller, id, { layer: 'other', arms: [{ name: 'A', share: 0.2, isHeldOut: true }, { name: 'B', share: 0.8 }] })).toMatchObject({ problems: [{ path: 'arms' }, { path: 'layer' }] }); // prettier-ignore
    expect(await deeds(id)).toEqual([[1, 'CREATED', 'ann'], [2, 'CHANGED', 'bob'], [3, 'STARTED', 'ann'], [4, 'CHANGED', 'ann']]); // prettier-ignore
    expect((await versions(id)).map(({ changes }) => changes.map(({ words }) => words))).toEqual([
      [],
      ['Traffic: 1, now 0.5.'],
      [],
      ['Traffic: 0.5, now 0.75.', `Ends: none, now “${new Date(clock.at + 3_600_000).toISOString()}”.`],
    ]);
    expect(await versions(id, { ...caller, tenantId: randomUUID() })).toEqual([]);

    // Half as many are in one arm as were planned: what it says becomes another, once. Then its end comes.
    await database.dataSource.query(
      `insert into experiment_exposures (tenant_id, experiment_id, unit, arm, exposed_at, decision_id, state, stale_since)
       select e.tenant_id, e.id, sha256(n::text::bytea), case when n <= 300 then 0 else 1 end, now(), gen_random_uuid(), 'NEW', now()
       from experiments e, generate_series(1, 450) n where e.id = $1`,
      [id],
    );
    await tick();
    await tick();
    clock.at += 3_600_000;
    await tick();
    await tick();
    await experiments.end(caller, id);
    expect((await deeds(id)).slice(4)).toEqual([[5, 'VERDICT', null], [6, 'RAN_OUT', null]]); // prettier-ignore
    const verdict = (await versions(id))[4]?.version;
    expect(verdict).toMatchObject({ verdict: { kind: 'BROKEN' }, note: expect.stringMatching(/^Broken: /) });
    expect(await of(ResultsService).of(caller, id)).toMatchObject({ reach: { kind: 'OVER' } });
  }, 60_000);

  it('that is older than versions is first kept as it was', async () => {
    const id = await plan(holdOut((await campaign()).id));
    await database.dataSource.query('delete from experiment_versions where experiment_id = $1', [id]);
    await database.dataSource.query('update experiments set version = 0 where id = $1', [id]);
    await of(ExperimentsService).update(caller, id, { name: 'Newer' });
    expect(await deeds(id)).toEqual([[1, 'KEPT', null], [2, 'CHANGED', 'ann']]); // prettier-ignore
    expect((await versions(id))[1]?.changes).toMatchObject([{ before: 'What does it bring?', after: 'Newer' }]); // prettier-ignore
  });

  it('keeps creatives from being archived while it runs, by whatever door, and says which experiment it is', async () => {
    const { id: campaignId, creativeIds } = await campaign();
    const [first = '', second = ''] = creativeIds;
    const id = await plan(ofCreatives(campaignId, creativeIds));
    sound(await start(id));
    const fault = await faultOf(of(CreativesService).archive(caller, first));
    expect(fault.code).toBe('CREATIVE_HELD');
    expect(fault.message).toContain(`experiment “Bold or plain” (${id})`);
    expect(fault.message).toContain('endExperiment');
    sound(await of(ExperimentsService).update(caller, id, { name: 'Renamed' }));
    expect((await faultOf(of(CreativesService).archive(caller, second))).message).toContain('“Renamed”');
    sound(await of(CreativesService).update(caller, first, { body: 'Come in.' }));
    await of(ExperimentsService).end(caller, id);
    expect(await of(CreativesService).archive(caller, first)).toMatchObject({ status: 'archived' });
    expect(await start(await plan(ofCreatives(campaignId, [second, second])))).toMatchObject({ status: 'RUNNING' }); // prettier-ignore
  });

  it('keeps a segment from being archived while it runs', async () => {
    const [{ id: campaignId }, segmentId] = [await campaign(), await segment()];
    const id = await plan(ofAudiences(campaignId, segmentId));
    const later = await plan(ofAudiences(campaignId, segmentId));
    sound(await start(id));
    expect(await of(SegmentsService).archive(caller, segmentId)).toMatchObject({ inUse: { id: segmentId } });
    expect((await of(ExperimentsService).holding(caller, segmentId)).map((each) => each.id)).toEqual([id]);
    expect(await of(ExperimentsService).holding({ ...caller, tenantId: randomUUID() }, segmentId)).toEqual([]); // prettier-ignore
    await of(ExperimentsService).end(caller, id);
    expect(await of(SegmentsService).archive(caller, segmentId)).toMatchObject({ segment: { status: 'ARCHIVED' } }); // prettier-ignore
    expect(await start(later)).toMatchObject({ problems: [{ path: 'arms.1.segmentIds' }] });
  });

  it('keeps its campaign from being put away, and ends with it once that is ended; a pause it outlives', async () => {
    const campaigns = of(CampaignsService);
    const { id: campaignId } = await campaign();
    const id = await plan(holdOut(campaignId));
    sound(await start(id));
    const reach = async () => (await of(ResultsService).of(caller, id))?.reach.kind;
    expect(await reach()).toBe('CAMPAIGN_NOT_LAUNCHED');
    await database.dataSource.query(`update campaigns set status = 'paused' where id = $1`, [campaignId]);
    await tick();
    expect([await reach(), await statusOf(id)]).toEqual(['CAMPAIGN_PAUSED', 'RUNNING']);
    const fault = await faultOf(campaigns.archive(caller, campaignId));
    expect(fault.code).toBe('CAMPAIGN_HELD');
    expect(fault.message).toContain(id);
    await campaigns.stop(caller, campaignId, 'end');
    expect(await reach()).toBe('CAMPAIGN_ENDED');
    await campaigns.archive(caller, campaignId);
    await tick();
    await tick();
    expect([await reach(), await statusOf(id)]).toEqual(['CAMPAIGN_ENDED', 'ENDED']);
    expect((await deeds(id)).slice(1)).toEqual([[2, 'STARTED', 'ann'], [3, 'CAMPAIGN_ENDED', null]]); // prettier-ignore
    const late = await plan(holdOut((await campaign()).id));
    await campaigns.stop(caller, (await of(ExperimentsService).get(caller, late)).plan.campaignId ?? '', 'end'); // prettier-ignore
    expect(await start(late)).toMatchObject({ problems: [{ path: 'campaignId' }] });
  });

  it('and what would be put away at the same moment: one of the two is refused, whichever comes first', async () => {
    let started = 0;
    const rounds = 12;
    for (let round = 0; round < rounds; round++) {
      const { id: campaignId, creativeIds } = await campaign();
      const segmentId = await segment();
      const isOfSegment = round % 2 === 0;
      const id = await plan(isOfSegment ? ofAudiences(campaignId, segmentId) : ofCreatives(campaignId, creativeIds)); // prettier-ignore
      const archive = isOfSegment
        ? () => of(SegmentsService).archive(caller, segmentId).then((answer) => 'segment' in answer)
        : () => of(CreativesService).archive(caller, creativeIds[0] ?? '').then(() => true, (fault: unknown) => code.parse(fault).code !== 'CREATIVE_HELD'); // prettier-ignore
      const begin = () => start(id).then((answer) => !('problems' in answer));
      const both = round % 4 < 2 ? [begin(), archive()] : [archive(), begin()].reverse();
      const [isStarted, isArchived] = await Promise.all(both);
      expect([isStarted, isArchived].filter(Boolean)).toHaveLength(1);
      expect(await statusOf(id)).toBe(isStarted ? 'RUNNING' : 'DRAFT');
      if (isStarted) started++;
      await of(ExperimentsService).end(caller, id);
    }
    expect(started).toBeLessThanOrEqual(rounds);
  }, 60_000);

  it('that starts while a transaction puts away what it names waits for it, and sees what became of it', async () => {
    const { id: campaignId, creativeIds } = await campaign();
    const id = await plan(ofCreatives(campaignId, creativeIds));
    const other = database.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('select 1 from campaigns where id = $1 for update', [campaignId]);
    await other.query(`update creatives set status = 'archived' where id = $1`, [creativeIds[0]]);
    let isDone = false;
    const starting = of(ExperimentsService).start(caller, id).finally(() => (isDone = true)); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(isDone).toBe(false);
    await other.commitTransaction();
    await other.release();
    expect(await starting).toMatchObject({ problems: [{ path: 'arms.0.creativeIds' }] });
    expect(await statusOf(id)).toBe('DRAFT');
  });
});
