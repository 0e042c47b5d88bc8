import { setTimeout as sleep } from 'node:timers/promises';
import { ExportFilesRepository } from '../../src/modules/exports/export-files.repository.js';
import { ExportStep } from '../../src/modules/exports/export-step.js';
import { ExportWork } from '../../src/modules/exports/export-work.service.js';
import { ExportsRepository } from '../../src/modules/exports/exports.repository.js';
import { ExportsPersonalData } from '../../src/modules/exports/personal-data.service.js';
import { ProfilesPersonalData } from '../../src/modules/profiles/personal-data.service.js';
import { hashes, says, TestExports } from '../support/exports-house.js';
import type { TestSegments } from '../support/segments-house.js';

/** What people do while their audience's file is made, and before it is fetched. */
describe('an audience whose people change their minds', () => {
  let exports: TestExports;
  let house: TestSegments;
  beforeEach(async () => {
    exports = await TestExports.start();
    ({ house } = exports);
  });
  afterEach(() => house.stop());

  it.each(['within', 'add'] as const)('holds nobody who is erased while it is made (in %s)', async (at) => {
    await exports.viewer('ann');
    await exports.viewer('bob');
    await house.settle();
    const { tenantId } = house.caller;
    const bob = await exports.personOf('bob');
    /** As a worker of theirs does: first the ids, then the files. */
    const eraseBob = async () => {
      for (const room of [house.service(ProfilesPersonalData), house.service(ExportsPersonalData)])
        await house.dataSource.transaction((manager) => room.erase(manager, bob));
    };
    const started = await exports.request();
    await house.service(ExportsRepository).begin(started, 2);
    const files = house.service(ExportFilesRepository);
    let erasure = Promise.resolve();
    const meanwhile = async () => {
      erasure = eraseBob();
      // Either may have to wait for the other.
      await Promise.race([erasure, sleep(500)]);
    };
    const within = files.within.bind(files);
    const add = files.add.bind(files);
    if (at === 'within') files.within = async (...given) => (await meanwhile(), within(...given));
    else files.add = async (...given) => (await meanwhile(), add(...given));
    await house.service(ExportStep).advance(await exports.find(started.id));
    Object.assign(files, { within, add });
    await erasure;
    await house.service(ExportWork).take(started);
    expect(await exports.find(started.id)).toMatchObject({ status: 'DONE', exported: 1 });
    expect(await exports.emailsOf(started)).toEqual(hashes('ann'));
    const standing: { id: string }[] = await house.dataSource.query('select identity_id as id from exported_identities where tenant_id = $1', [tenantId]); // prettier-ignore
    expect(standing.filter(({ id }) => bob.identityIds.includes(id))).toEqual([]);
  });

  it.each(['ADS', 'AUDIENCE_EXPORT'] as const)(
    'is not given any more once somebody in it denies %s, under whichever id of theirs',
    async (purpose) => {
      await exports.viewer('ann');
      await exports.viewer('bob');
      await house.settle();
      const made = await exports.make();
      await house.consent.record(house.caller, { viewer: { userId: 'ann' }, statements: [{ purpose: 'PERSONALISATION', state: 'DENIED' }] }); // prettier-ignore
      expect(await exports.emailsOf(made)).toEqual(hashes('ann', 'bob'));
      await house.send({ anonymousId: 'phone', consent: says('DENIED', purpose) });
      await house.send({ anonymousId: 'phone', userId: 'bob' });

      await expect(exports.fetched(made)).rejects.toThrow(/no longer allows.*ask again/i);
      await expect(exports.fetched(made)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' });
      expect(await exports.find(made.id)).toMatchObject({ status: 'EXPIRED', endedBy: 'CONSENT', exported: 2, expiresAt: new Date(house.now) }); // prettier-ignore
      expect(await house.dataSource.query('select part from audience_export_parts')).toEqual([]);
      expect(await exports.handedOn('bob')).toHaveLength(1);
      expect(await exports.emailsOf(await exports.make())).toEqual(hashes('ann'));
    },
  );

  const income = { all: [{ did: { event: 'VEHICLE_VIEWED' } }, { not: { trait: { name: 'income', lessThan: 20_000 } } }] }; // prettier-ignore
  const endedFor = { status: 'EXPIRED', endedBy: 'FINANCIAL', exported: 0, lines: 0, completedAt: null };

  it('is not made for Meta where its segment came to speak of what people have or owe while it waited', async () => {
    await exports.viewer('ann');
    const waiting = await exports.request('META_CUSTOM_AUDIENCE');
    await house.segments.update(house.caller, exports.segmentId, { rule: income });
    await house.settle();
    await house.service(ExportWork).take(waiting);
    expect(await exports.find(waiting.id)).toMatchObject(endedFor);
    await expect(exports.fetched(waiting)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' });
    expect(await exports.handedOn('ann')).toEqual([]);
    expect(await exports.make()).toMatchObject({ status: 'DONE', exported: 1 });
    // Once it no longer does, it can be asked for again.
    await house.segments.update(house.caller, exports.segmentId, {
      rule: { did: { event: 'VEHICLE_VIEWED' } },
    });
    await house.settle();
    expect(await exports.make('META_CUSTOM_AUDIENCE')).toMatchObject({ status: 'DONE', exported: 1 });
  });

  it('is thrown away half made for Meta where its segment comes to speak of it', async () => {
    await exports.viewer('ann');
    await house.settle();
    const started = await exports.request('META_CUSTOM_AUDIENCE');
    await house.service(ExportsRepository).begin(started, 1);
    await house.service(ExportStep).advance(await exports.find(started.id));
    expect(await exports.find(started.id)).toMatchObject({ status: 'RUNNING', exported: 1 });
    await house.segments.update(house.caller, exports.segmentId, { name: 'Low income viewers' });
    await house.service(ExportWork).takeAll();
    expect(await exports.find(started.id)).toMatchObject(endedFor);
    expect(await house.dataSource.query('select part from audience_export_parts')).toEqual([]);
    expect(await house.dataSource.query('select export_id from exported_identities')).toEqual([]);
  });
});
