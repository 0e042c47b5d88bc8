import { randomUUID } from 'node:crypto';
import { sealedColumns } from '../../src/models/sealed-columns.js';
import { ConsentService } from '../../src/modules/consent/consent.service.js';
import { ExportFiles } from '../../src/modules/exports/export-files.service.js';
import { ExportStep } from '../../src/modules/exports/export-step.js';
import { ExportWork } from '../../src/modules/exports/export-work.service.js';
import { ExportsRepository } from '../../src/modules/exports/exports.repository.js';
import { ExportsService } from '../../src/modules/exports/exports.service.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { resealAll } from '../../src/modules/platform/sealing/rotation.js';
import { ProfilesRepository } from '../../src/modules/profiles/profiles.repository.js';
import { testDataKeys, testRing } from '../support/data-keys.js';
import { hashes, says, sha256, TestExports } from '../support/exports-house.js';
import type { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;

describe('an audience that is handed on', () => {
  let exports: TestExports;
  let house: TestSegments;
  let segmentId: string;
  beforeEach(async () => {
    exports = await TestExports.start();
    ({ house, segmentId } = exports);
  });
  afterEach(() => house.stop());

  it('holds those who allow it, also by silence under OPT_OUT, and counts everyone else once', async () => {
    await exports.viewer('silent');
    await exports.viewer('willing', says('GRANTED', 'AUDIENCE_EXPORT', 'ADS'));
    await exports.viewer('no-export', says('DENIED', 'AUDIENCE_EXPORT'));
    await exports.viewer('no-ads', says('DENIED', 'ADS'));
    await exports.viewer('neither', says('DENIED', 'AUDIENCE_EXPORT', 'ADS'));
    await exports.viewer('gpc', { gpc: true });
    await exports.viewer('nowhere', undefined, { city: 'Leeds' });
    await house.send({ userId: 'outsider', type: 'IDENTIFIED', vehicle: null, traits: { email: 'outsider@example.com' } }); // prettier-ignore
    await house.settle();
    const made = await exports.make();
    expect(made).toMatchObject({
      status: 'DONE',
      requestedBy: 'test',
      membersExpected: 7,
      exported: 2,
      withheldExport: 3,
      withheldAds: 1,
      unreachable: 1,
    });
    expect(await exports.emailsOf(made)).toEqual(hashes('silent', 'willing'));
    expect(await house.service(Metrics).registry.metrics()).toMatch(/consent_withheld_total{purpose="AUDIENCE_EXPORT"} 3\n.*consent_withheld_total{purpose="ADS"} 1\n/s); // prettier-ignore
  });

  it('holds only who said yes to both under OPT_IN', async () => {
    const policy = { regime: 'OPT_IN', version: '1', categories: [], gpcDenies: ['ADS'] } as const;
    await house.service(ConsentService).setPolicy(house.caller, { ...policy, gpcDenies: ['ADS'] });
    await exports.viewer('silent', says('GRANTED', 'ANALYTICS'));
    await exports.viewer('half', says('GRANTED', 'ANALYTICS', 'AUDIENCE_EXPORT'));
    await exports.viewer('willing', says('GRANTED', 'ANALYTICS', 'AUDIENCE_EXPORT', 'ADS'));
    await exports.viewer('gpc', { ...says('GRANTED', 'ANALYTICS', 'AUDIENCE_EXPORT', 'ADS'), gpc: true });
    await house.settle();
    const made = await exports.make();
    expect(made).toMatchObject({ exported: 1, withheldExport: 1, withheldAds: 2 });
    expect(await exports.emailsOf(made)).toEqual(hashes('willing'));
  });

  it.each([
    ['GOOGLE_CUSTOMER_MATCH', ['Email', 'Phone', 'First Name', 'Last Name', 'Country', 'Zip'], ['ann+cars@example.com', '+16577770000', 'ann', "o'neill"], ['US', '94110']],
    ['META_CUSTOM_AUDIENCE', ['email', 'phone', 'fn', 'ln'], ['ann+cars@example.com', '16577770000', 'ann', 'oneill'], []],
    ['TIKTOK_CUSTOM_AUDIENCE', ['Email_SHA256', 'Phone_SHA256'], ['ann@example.com', '+16577770000'], []],
  ] as const)('is written for %s as it wants it', async (target, columns, hashed, plain) => {
    const traits = { email: ' Ann+Cars@Example.com', phone: '+1 (657) 777-0000', firstName: 'Ann', lastName: "O'Neill", 'address.country': 'us', 'address.postalCode': '94110' };
    await exports.viewer('ann', undefined, traits);
    await house.settle();
    const made = await exports.make(target);
    expect(await exports.fetched(made)).toEqual({ columns, rows: [[...hashed.map(sha256), ...plain]] });
    // Whoever gave their name stands in the file by it.
    expect(await exports.handedOn('ann')).toHaveLength(1);
  }); // prettier-ignore

  it('is a file of ids for programs of the tenant’s own, with no address, on the same terms', async () => {
    await exports.viewer('ann');
    await exports.viewer('no-ads', says('DENIED', 'ADS'));
    await house.send({ anonymousId: 'a-device' });
    const otherIds = [{ kind: 'crmId' as const, value: 'C-1', isVerified: true }, { kind: 'loyaltyId' as const, value: 'L,1', isVerified: true }]; // prettier-ignore
    await house.send({ userId: 'bob', otherIds });
    await house.settle();
    const made = await exports.make('CSV');
    expect(made).toMatchObject({ exported: 2, withheldAds: 1, unreachable: 1, lines: 2 });
    const { columns, rows } = await exports.fetched(made);
    expect(columns).toEqual(['userId', 'crmId', 'loyaltyId']);
    expect(rows.toSorted()).toEqual([['ann', '', ''], ['bob', 'C-1', 'L,1']]); // prettier-ignore
    expect(await exports.handedOn('ann')).toMatchObject([{ target: 'CSV', audience: 'Viewers' }]);
    expect(await exports.erase('bob')).toContainEqual({ what: 'exportsAsCsv', count: 1 });
    expect(await exports.find(made.id)).toMatchObject({ status: 'EXPIRED', endedBy: 'ERASURE' });
  });

  it('is not made for Meta of people told apart by what they have or owe, by whatever it is made of', async () => {
    await house.settle();
    const service = house.service(ExportsService);
    const refused = { code: 'AUDIENCE_EXPORT_FINANCIAL' };
    const poor = await house.make('Risky', { trait: { name: 'creditScore', lessThan: 600 } });
    const around = await house.make('Viewers of ours', { all: [{ did: { event: 'VEHICLE_VIEWED' } }, { not: { member: { of: poor } } }] }); // prettier-ignore
    for (const id of [poor, around]) {
      await expect(service.request(house.caller, id, 'META_CUSTOM_AUDIENCE')).rejects.toMatchObject(refused);
      expect(await service.request(house.caller, id, 'GOOGLE_CUSTOMER_MATCH')).toMatchObject({ status: 'WAITING' }); // prettier-ignore
    }
    await house.segments.update(house.caller, segmentId, { description: 'Those with a low income.' });
    await expect(service.request(house.caller, segmentId, 'META_CUSTOM_AUDIENCE')).rejects.toThrow('speaks of “income”'); // prettier-ignore
    await house.segments.update(house.caller, segmentId, { description: null });
    expect(await service.request(house.caller, segmentId, 'META_CUSTOM_AUDIENCE')).toMatchObject({
      lines: 0,
    });
  });

  it('holds one person once, with every address that is verified to be theirs', async () => {
    const mail = (value: string) => [{ kind: 'email' as const, value, isVerified: true }];
    await house.send({ anonymousId: 'phone' }, { anonymousId: 'laptop' });
    await house.settle();
    await house.send({ anonymousId: 'phone', userId: 'ann', otherIds: mail('Ann@Example.com') });
    await house.send({ anonymousId: 'laptop', userId: 'ann', otherIds: mail('work@example.com') });
    await house.send({ userId: 'ann', type: 'IDENTIFIED', vehicle: null, traits: { email: 'told@example.com' } }); // prettier-ignore
    await house.settle();
    const made = await exports.make();
    expect(made).toMatchObject({ exported: 1, unreachable: 0, withheldExport: 0 });
    expect(await exports.emailsOf(made)).toEqual(hashes('ann', 'work'));
  });

  it('waits until its segment was applied to everyone', async () => {
    await exports.viewer('ann');
    const waiting = await exports.make();
    expect(waiting.status).toBe('WAITING');
    await expect(exports.fetched(waiting)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' });
    await house.settle();
    expect((await exports.request()).id).toBe(waiting.id);
    await house.service(ExportWork).takeAll();
    expect(await exports.find(waiting.id)).toMatchObject({ status: 'DONE', exported: 1 });
    expect((await exports.request()).id).not.toBe(waiting.id);
  });

  it('is not made of an archived segment, nor of another tenant', async () => {
    await house.settle();
    const stranger = { ...house.caller, tenantId: randomUUID() };
    const service = house.service(ExportsService);
    await expect(service.request(stranger, segmentId, 'META_CUSTOM_AUDIENCE')).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
    const made = await exports.make();
    await expect(service.find(stranger, made.id)).rejects.toMatchObject({
      code: 'AUDIENCE_EXPORT_NOT_FOUND',
    });
    await expect(house.service(ExportFiles).fetch(stranger, made.id)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' }); // prettier-ignore
    expect((await exports.fetched(made)).rows).toEqual([]);
    await house.segments.archive(house.caller, segmentId);
    await expect(exports.request()).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_ARCHIVED' });
  });

  it('is gone once somebody in it is erased, and is made without them from then on', async () => {
    await exports.viewer('ann');
    await house.settle();
    const without = await exports.make('TIKTOK_CUSTOM_AUDIENCE');
    await exports.viewer('bob');
    await house.settle();
    const made = await exports.make();
    await exports.fetched(made);
    const started = await exports.request('META_CUSTOM_AUDIENCE');
    await house.service(ExportsRepository).begin(started, 2);
    await house.service(ExportStep).advance(await exports.find(started.id));
    expect(await exports.handedOn('bob')).toEqual([
      { target: 'GOOGLE_CUSTOMER_MATCH', audience: 'Viewers', exportedAt: new Date(house.now), handedOutAt: new Date(house.now) }, // prettier-ignore
    ]);

    const tallies = { exportsToGoogle: 1, exportsToMeta: 0, exportsToTikTok: 0, exportsAsCsv: 0 };
    expect(await exports.erase('bob')).toEqual(
      Object.entries(tallies).map(([what, count]) => ({ what, count })),
    );
    expect(await exports.find(made.id)).toMatchObject({ status: 'EXPIRED', endedBy: 'ERASURE', exported: 2, fetchedBy: 'test' }); // prettier-ignore
    await expect(exports.fetched(made)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' });
    const parts: { id: string }[] = await house.dataSource.query('select distinct export_id as id from audience_export_parts'); // prettier-ignore
    expect(parts).toEqual([{ id: without.id }]);
    expect(await exports.emailsOf(without)).toEqual(hashes('ann'));
    expect(await exports.handedOn('bob')).toEqual([]);
    expect(await exports.handedOn('ann')).toHaveLength(2);

    // What was being made begins anew; whoever is at it goes on from there.
    expect(await exports.find(started.id)).toMatchObject({ status: 'RUNNING', exported: 0, parts: 0 });
    await exports.viewer('bob', says('DENIED', 'ADS'));
    await house.service(ExportWork).take(started);
    expect(await exports.emailsOf(started)).toEqual(hashes('ann'));
    expect(await exports.find(started.id)).toMatchObject({ exported: 1, withheldAds: 1 });
  });

  it('is forgotten after a week; that people were handed on is not', async () => {
    await exports.viewer('ann');
    await house.settle();
    const made = await exports.make();
    house.pass(7 * day);
    await expect(exports.fetched(made)).rejects.toMatchObject({ code: 'AUDIENCE_EXPORT_FILE_NOT_FOUND' });
    await house.service(ExportFiles).forgetExpired();
    expect(await house.dataSource.query('select part from audience_export_parts')).toEqual([]);
    expect(await exports.find(made.id)).toMatchObject({ status: 'EXPIRED', endedBy: 'TIME', exported: 1 });
    expect(await exports.handedOn('ann')).toEqual([expect.objectContaining({ handedOutAt: null })]);
  });

  it('is read as before once its keys were changed', async () => {
    await exports.viewer('ann');
    await house.settle();
    const made = await exports.make();
    const fresh = `k2:${'2c'.repeat(32)}`;
    const places = [sealedColumns.exportPart];
    expect(await resealAll(house.dataSource, testRing(`${fresh},${testDataKeys}`), places)).toBe(1);
    await expect(exports.fetched(made)).rejects.toThrow('k2');
    expect(await resealAll(house.dataSource, testRing(`${testDataKeys},${fresh}`), places)).toBe(1);
    expect(await exports.emailsOf(made)).toEqual(hashes('ann'));
  });

  it('is made of 10,000 a thousand at a time, each once, also when two become one and a worker gives up', async () => {
    await house.settle();
    const profileIds = await crowd(10_000);
    const asked = await exports.request();
    await house.service(ExportsRepository).begin(asked, 10_000);
    await house.service(ExportStep).advance(await exports.find(asked.id));
    expect(await exports.find(asked.id)).toMatchObject({ status: 'RUNNING', exported: 1_000, parts: 1 });
    const merged = await house.merging.merge(house.caller, { fromProfileId: profileIds[0] ?? '', intoProfileId: profileIds[9_999] ?? '', reason: 'one phone', isVerified: true }); // prettier-ignore
    expect(merged.kind).toBe('merged');

    const another = await house.another();
    await another.service(ExportWork).take(asked);
    await another.stop();
    const made = await exports.find(asked.id);
    expect(made).toMatchObject({ status: 'DONE', exported: 9_999, parts: 10 });
    const lines: string[] = [];
    for await (const part of await house.service(ExportFiles).fetch(house.caller, made.id)) {
      expect(part.length).toBeLessThan(100_000);
      lines.push(
        ...part
          .trim()
          .split('\n')
          .slice(part.startsWith('Email') ? 1 : 0),
      );
    }
    expect(lines).toHaveLength(9_999);
    expect(new Set(lines).size).toBe(9_999);
    expect(made.lines).toBe(9_999);
    const batch = async (number: number) => {
      let text = '';
      for await (const part of await house.service(ExportFiles).fetch(house.caller, made.id, number))
        text += part;
      return text.trim().split('\n');
    };
    const [header, ...first] = await batch(1);
    expect([header, first]).toEqual(['Email,Phone,First Name,Last Name,Country,Zip', lines]);
    for (const none of [0, 2, 1.5, NaN])
      await expect(batch(none)).rejects.toThrow('the file has 1, counted from 1');
  });

  /** So many members, each a device of whom an e-mail was told; in the order of their ids. */
  async function crowd(count: number): Promise<string[]> {
    const { tenantId } = house.caller;
    const repository = house.service(ProfilesRepository);
    const profileIds = Array.from({ length: count }, () => randomUUID()).sort();
    const { manager } = house.dataSource;
    for (let from = 0; from < count; from += 1_000) {
      const identities = profileIds.slice(from, from + 1_000).map((profileId) => ({ tenantId, kind: 'anonymousId' as const, value: profileId, id: randomUUID(), profileId, isNewProfile: true, since: house.now, shard: house.profiles.shardOf(profileId) })); // prettier-ignore
      await repository.create(manager, identities, new Date(house.now));
      await repository.saveTold(manager, identities.map(({ id, profileId }) => ({ tenantId, identityId: id, traits: { email: `${profileId}@example.com` }, traitsAt: { email: 1 } }))); // prettier-ignore
    }
    await manager.query(
      `insert into segment_memberships (tenant_id, segment_id, profile_id, entered_at)
       select $1, $2, profile_id, now() from unnest($3::uuid[]) as profile_id`,
      [tenantId, segmentId, profileIds],
    );
    return profileIds;
  }
});
