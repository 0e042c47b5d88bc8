import type { EventType } from '../../src/models/event/event-type.js';
import type { LifecycleKind } from '../../src/models/segment/lifecycle.js';
import type { LifecycleChange } from '../../src/modules/segments/lifecycle/changed-lifecycle.js';
import { LifecycleService } from '../../src/modules/segments/lifecycle/lifecycle.service.js';
import { StagesService } from '../../src/modules/segments/lifecycle/stages.service.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const looks = (times: number) => ({
  did: { event: 'VEHICLE_VIEWED', times: { atLeast: times }, within: 'P60D' },
});

describe('the lifecycle', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const set = async (change: LifecycleChange) => {
    const outcome = await house.service(LifecycleService).set(house.caller, change);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    await house.settle();
  };
  const stagesOf = async (of: LifecycleKind) => {
    const { settings } = await house.service(LifecycleService).find(house.caller);
    return house.service(StagesService).stages(house.caller, settings, of, null);
  };
  /** Stages with somebody at them, and how many. */
  const people = async (of: LifecycleKind) =>
    Object.fromEntries(
      (await stagesOf(of)).filter((one) => one.people > 0).map((one) => [one.stage, one.people]),
    );
  const flows = async (from: string, to: string, of: LifecycleKind = 'aipl') =>
    (await house.service(StagesService).flows(house.caller, of, from, to)).map(
      (flow) => `${flow.date} ${flow.from ?? '-'} > ${flow.to ?? '-'}: ${flow.people}`,
    );
  const happens = async (anonymousId: string, ...types: EventType[]) => {
    await house.send(...types.map((type) => ({ anonymousId, type })));
    await house.settle();
  };
  const idOf = async (of: LifecycleKind, name: string) =>
    (await stagesOf(of)).find(({ stage }) => stage === name)?.segment?.id ?? '';

  it('follows a person from the first page to the second car, and each day knows who came from where', async () => {
    await set({ track: true });
    await happens('ann', 'PAGE_VIEWED');
    await happens('bob', 'PAGE_VIEWED');
    expect(await people('aipl')).toEqual({ AWARENESS: 2 });
    house.pass(day);
    await happens('ann', 'VEHICLE_VIEWED', 'VEHICLE_VIEWED', 'VEHICLE_SAVED');
    expect([await people('aipl'), await people('journey')]).toEqual([
      { AWARENESS: 1, INTEREST: 1 },
      { RESEARCH: 1, SHORTLIST: 1 },
    ]);
    house.pass(day);
    await happens('ann', 'TEST_DRIVE_TAKEN', 'LEASE_QUOTED', 'ORDER_PLACED');
    expect([await people('aipl'), await people('journey')]).toEqual([
      { AWARENESS: 1, PURCHASE: 1 },
      { RESEARCH: 1, PURCHASE: 1 },
    ]);
    house.pass(day);
    await happens('ann', 'VEHICLE_DELIVERED', 'SERVICE_DONE');
    expect([await people('aipl'), await people('journey')]).toEqual([
      { AWARENESS: 1, LOYALTY: 1 },
      { RESEARCH: 1, OWNERSHIP: 1 },
    ]);
    expect(await flows('2026-11-21', '2026-12-24')).toEqual([
      '2026-11-22 - > AWARENESS: 2',
      '2026-11-23 AWARENESS > AWARENESS: 1',
      '2026-11-23 AWARENESS > INTEREST: 1',
      '2026-11-24 AWARENESS > AWARENESS: 1',
      '2026-11-24 INTEREST > PURCHASE: 1',
      '2026-11-25 AWARENESS > AWARENESS: 1',
      '2026-11-25 PURCHASE > LOYALTY: 1',
    ]);
    expect(await flows('2026-11-24', '2026-11-25', 'journey')).toEqual([
      '2026-11-24 RESEARCH > RESEARCH: 1',
      '2026-11-24 SHORTLIST > PURCHASE: 1',
      '2026-11-25 RESEARCH > RESEARCH: 1',
      '2026-11-25 PURCHASE > OWNERSHIP: 1',
    ]);
    expect(await house.differences()).toEqual([]);
  });

  it('lets people fall back as what they did passes away, with no event at all', async () => {
    await set({ track: true });
    await happens('ann', 'LEAD_SUBMITTED');
    house.pass(90 * day - 1);
    await house.settle();
    expect(await people('aipl')).toEqual({ INTEREST: 1 });
    house.pass(1);
    await house.settle();
    expect(await people('aipl')).toEqual({ AWARENESS: 1 });
    house.pass(90 * day);
    await house.settle();
    expect(await people('aipl')).toEqual({});
    expect(await flows('2027-02-20', '2027-02-20')).toEqual(['2027-02-20 INTEREST > AWARENESS: 1']);
    expect(await house.differences()).toEqual([]);
  });

  it('has everybody looked at again when a stage is made otherwise, by segments of marketers too', async () => {
    const asking = await house.make('Interested', { stage: { aipl: ['INTEREST'] } });
    const referring = await house.make('Others', { not: { member: { of: asking } } });
    const others = await house.make('Viewers', { did: { event: 'VEHICLE_VIEWED' } });
    await house.send({ anonymousId: 'ann' }, { anonymousId: 'ann' });
    await house.settle();
    const segmentsOf = async () => (await house.viewer('anonymousId:ann'))?.segmentIds.toSorted();
    expect(await segmentsOf()).toEqual([referring, others].toSorted());

    await set({ aipl: [{ stage: 'INTEREST', rule: looks(2) }] });
    expect(await segmentsOf()).toEqual([asking, others].toSorted());
    expect(await house.segments.find(house.caller, others)).toMatchObject({ version: 1 });
    expect(await house.segments.find(house.caller, referring)).toMatchObject({ version: 2 });

    await set({ track: true });
    expect(await people('aipl')).toEqual({ INTEREST: 1 });
    await set({ aipl: [{ stage: 'INTEREST', rule: looks(3) }] });
    expect(await people('aipl')).toEqual({ AWARENESS: 1 });
    await set({ aipl: [{ stage: 'INTEREST' }, { stage: 'AWARENESS', rule: looks(9) }] });
    expect([await people('aipl'), await segmentsOf()]).toEqual([
      {},
      expect.arrayContaining([referring, others]),
    ]);
    expect(await house.differences()).toEqual([]);
  });

  it('is obeyed by every process, whichever of them was told', async () => {
    await house.make('Interested', { stage: { aipl: ['INTEREST'] } });
    await house.send({ anonymousId: 'ann' });
    const other = await house.another();
    await house.settle(other.evaluation);
    expect((await house.viewer('anonymousId:ann'))?.segmentIds).toHaveLength(0);
    await house
      .service(LifecycleService)
      .set(house.caller, { aipl: [{ stage: 'INTEREST', rule: looks(1) }] });
    await house.settle(other.evaluation);
    expect((await house.viewer('anonymousId:ann'))?.segmentIds).toHaveLength(1);
    await other.stop();
  });

  it('keeps each stage as one segment, however many ask for it at once', async () => {
    const other = await house.another();
    const service = house.service(LifecycleService);
    const answers = await Promise.all(
      [service, other.service(LifecycleService), service].map((each) =>
        each.set(house.caller, { track: true }),
      ),
    );
    expect(answers.map((answer) => 'lifecycle' in answer && answer.lifecycle.version)).toEqual([1, 1, 1]);
    const stages = [...(await stagesOf('aipl')), ...(await stagesOf('journey'))];
    expect(stages.map(({ segment }) => segment?.name)).toEqual([
      'AIPL: awareness', 'AIPL: interest', 'AIPL: purchase', 'AIPL: loyalty',
      'Journey: research', 'Journey: shortlist', 'Journey: test drive', 'Journey: finance', 'Journey: purchase',
      'Journey: ownership', 'Journey: repurchase',
    ]); // prettier-ignore
    expect(await house.segments.list(house.caller, { limit: 20, afterKey: null }, true)).toEqual([]);
    await other.stop();
  });

  it('lets nobody but itself change or end them', async () => {
    await set({ track: true });
    const id = await idOf('aipl', 'INTEREST');
    const refusal = /AIPL: interest.* kept by Carousel; .* with setLifecycle/;
    await expect(house.segments.update(house.caller, id, { name: 'Mine' })).rejects.toThrow(refusal);
    await expect(house.segments.archive(house.caller, id)).rejects.toThrow(refusal);
    expect(await house.segments.find(house.caller, id)).toMatchObject({ name: 'AIPL: interest', status: 'ACTIVE', version: 1 }); // prettier-ignore
  });

  it('ends them where stages are no longer kept, remembers who was where, and takes them up again', async () => {
    await set({ track: true });
    await happens('ann', 'LEAD_SUBMITTED');
    const id = await idOf('aipl', 'INTEREST');
    const referring = await house.make('Leeds', { member: { of: id } });
    expect(await house.service(LifecycleService).set(house.caller, { track: false })).toMatchObject({
      problems: [
        {
          path: 'track',
          message: 'cannot be switched off while the rules of other segments refer to a stage: “Leeds”',
        },
      ],
    });
    expect(await people('aipl')).toEqual({ INTEREST: 1 });
    await house.segments.archive(house.caller, referring);
    house.pass(day);
    await set({ track: false });
    expect([await people('aipl'), await idOf('aipl', 'INTEREST')]).toEqual([{}, '']);
    expect(await flows('2026-11-22', '2026-11-23')).toEqual([
      '2026-11-22 - > INTEREST: 1',
      '2026-11-23 INTEREST > -: 1',
    ]);
    await set({ track: true });
    expect([await people('aipl'), await idOf('aipl', 'INTEREST')]).toEqual([{ INTEREST: 1 }, id]);
    expect(await house.differences()).toEqual([]);
  });

  it('tells who was at a stage at an instant', async () => {
    await set({ track: true });
    await happens('ann', 'PAGE_VIEWED');
    const first = new Date(house.now);
    house.pass(day);
    await happens('ann', 'LEAD_SUBMITTED');
    const at = async (when: Date) => {
      const { settings } = await house.service(LifecycleService).find(house.caller);
      const stages = await house.service(StagesService).stages(house.caller, settings, 'aipl', when);
      return stages.map((stage) => stage.people);
    };
    expect(await at(new Date(first.getTime() - 1))).toEqual([0, 0, 0, 0]);
    expect(await at(first)).toEqual([1, 0, 0, 0]);
    expect(await at(new Date(house.now - 1))).toEqual([1, 0, 0, 0]);
    expect(await at(new Date(house.now))).toEqual([0, 1, 0, 0]);
  });

  it('refuses a change of another version, and one with faults, and changes nothing', async () => {
    await set({ track: true });
    const service = house.service(LifecycleService);
    await expect(service.set(house.caller, { track: false, expectedVersion: 0 })).rejects.toMatchObject({
      code: 'LIFECYCLE_CHANGED',
    });
    const fault = await service.set(house.caller, { track: false, aipl: [{ stage: 'INTEREST', rule: {} }] });
    expect(fault).toMatchObject({ problems: [{ path: 'aipl[0].rule' }] });
    expect(await service.find(house.caller)).toMatchObject({
      version: 1,
      settings: { track: true, aipl: {} },
    });
  });

  it('goes on as everywhere with settings that this version cannot read', async () => {
    await set({ track: true, aipl: [{ stage: 'INTEREST', rule: looks(1) }] });
    await house.dataSource.query(`update lifecycle_settings set settings = '{"foretold": 1}', version = 2`);
    await happens('ann', 'VEHICLE_VIEWED');
    expect(await people('aipl')).toEqual({ AWARENESS: 1 });
  });
});
