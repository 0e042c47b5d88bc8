import { truncateSync, writeFileSync } from 'node:fs';
import { jest } from '@jest/globals';
import { BulkHistoriesReader } from '../../src/modules/events/bulk-histories.service.js';
import { OwnersRepository } from '../../src/modules/segments/resident/owners.repository.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { ShardOwnership } from '../../src/modules/segments/resident/shard-ownership.js';
import { partsOf, SealedFile } from '../../src/modules/segments/resident/snapshot/sealed-file.js';
import { ShardSnapshots } from '../../src/modules/segments/resident/snapshot/shard-snapshots.js';
import { SnapshotKeeper } from '../../src/modules/segments/resident/snapshot/snapshot-keeper.js';
import { SnapshotRegister } from '../../src/modules/segments/resident/snapshot/snapshot-register.js';
import { Config } from '../../src/modules/platform/config.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import { TestRights } from '../support/rights-house.js';
import { TestSegments } from '../support/segments-house.js';
import { historiesOf, TestSnapshots } from '../support/snapshots.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };
const twice = { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 2 } } };
const shards = [0, 1, 2];

describe('snapshots of people in memory', () => {
  let house: TestSegments;
  let snapshots: TestSnapshots;
  beforeEach(async () => {
    snapshots = new TestSnapshots();
    house = await TestSegments.start();
  });
  afterEach(async () => {
    await house.stop();
    snapshots.stop();
  });

  const url = () => house.service(Config).databaseUrl;
  const write = () => house.service(SnapshotKeeper).tick();
  const profileOf = async (userId: string) => (await house.profiles.find(house.caller, { userId }))?.id ?? '';
  /** Another worker, which the first knows nothing of, as after kill -9; how often it had to read a shard's whole log. */
  const restarted = async () => {
    const read = jest.spyOn(BulkHistoriesReader.prototype, 'shards');
    const other = await house.another();
    await house.settle(other.evaluation);
    const wholeReads = read.mock.calls.reduce((sum, [, { shards: read }]) => sum + read.length, 0);
    read.mockRestore();
    return { other, wholeReads };
  };
  /** What a worker takes up now is what one that reads all has. */
  const expectSame = async () => {
    const other = await house.another();
    for (const shard of shards) {
      const epoch = await other.service(ShardOwnership).take(shard);
      const snapshot = await other.service(ShardSnapshots).find({ shard, epoch });
      expect(snapshot).not.toBeNull();
      expect(await historiesOf(url(), shard, snapshot)).toEqual(await historiesOf(url(), shard, null));
    }
    await other.stop();
  };

  it('are taken up after kill -9, with all that happened since: nobody’s whole history is read again', async () => {
    const once = await house.make('Viewed', viewed);
    const often = await house.make('Viewed twice', twice);
    await house.send(...['a', 'b', 'c', 'd', 'e'].map((anonymousId) => ({ anonymousId })));
    await house.settle();
    await write();
    expect(snapshots.files).toHaveLength(3);
    house.pass(1_000);
    await house.send({ anonymousId: 'a' }, { anonymousId: 'f' }, { anonymousId: 'b', occurredAt: house.now - 90_000 }); // prettier-ignore
    await house.settle();
    await house.send({ anonymousId: 'c' });
    await expectSame();
    const { other, wholeReads } = await restarted();
    expect(wholeReads).toBe(0);
    expect(await house.segments.size(house.caller, once)).toBe(6);
    expect(await house.segments.size(house.caller, often)).toBe(3);
    expect(await house.differences()).toEqual([]);
    await other.stop();
  });

  it('hold good through merges, their undoing, and news that steps have not seen yet', async () => {
    const often = await house.make('Viewed twice', twice);
    const people = Array.from({ length: 12 }, (_, n) => `p-${n}`);
    await house.send(
      ...people.map((userId) => ({ userId })),
      ...people.map((anonymousId) => ({ anonymousId })),
    );
    await house.settle();
    await write();
    const merges: string[] = [];
    for (const n of [0, 2, 4, 6]) {
      const [fromProfileId, intoProfileId] = [await profileOf(`p-${n}`), await profileOf(`p-${n + 1}`)];
      const outcome = await house.merging.merge(house.caller, { fromProfileId, intoProfileId, reason: 'one', isVerified: true }); // prettier-ignore
      if (outcome.kind === 'merged') merges.push(outcome.merge.id);
    }
    // Somebody turns out to be who they were all along.
    await house.send(...[8, 9].map((n) => ({ userId: `p-${n}`, anonymousId: `p-${n}`, type: 'IDENTIFIED' as const, name: 'identify' }))); // prettier-ignore
    await house.settle();
    await house.merging.unmerge(house.caller, merges[0] ?? '');
    await house.settle();
    await house.merging.unmerge(house.caller, merges[1] ?? '');
    await house.send({ userId: 'p-2' }, { userId: 'p-5' });
    const { other, wholeReads } = await restarted();
    expect(wholeReads).toBe(0);
    expect(await house.differences()).toEqual([]);
    expect(await house.segments.size(house.caller, often)).toBe(2 + 2 + 1);
    await expectSame();
    await other.stop();
  });

  it('may be cut off, turned into something else or deleted at any time: PostgreSQL is read then', async () => {
    const segment = await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b' }, { anonymousId: 'c' }, { anonymousId: 'd' });
    await house.settle();
    await write();
    const [torn = '', foreign = ''] = snapshots.files;
    truncateSync(torn, 40);
    writeFileSync(foreign, 'Not a snapshot.');
    const { other, wholeReads } = await restarted();
    expect(wholeReads).toBe(2);
    expect(await house.differences()).toEqual([]);
    await other.stop();
    snapshots.stop();
    await house.send({ anonymousId: 'e' });
    const again = await restarted();
    expect(again.wholeReads).toBe(3);
    expect(await house.segments.size(house.caller, segment)).toBe(5);
    expect(await house.differences()).toEqual([]);
    await again.other.stop();
  });

  it('that were written in another format, by a program before or after, are not used: PostgreSQL is read then', async () => {
    await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b' }, { anonymousId: 'c' }, { anonymousId: 'd' });
    await house.settle();
    await write();
    const [path = ''] = snapshots.files;
    const shard = Number(/(\d)-[^/]*$/.exec(path)?.[1]);
    const [owner]: { epoch: number }[] = await house.dataSource.query('select epoch::int from shard_owners where shard = $1', [shard]); // prettier-ignore
    const found = await house.service(SnapshotRegister).find({ shard, epoch: owner?.epoch ?? 0 });
    if (!found) throw new Error('There is no snapshot to write anew.');
    const parts: Uint8Array[] = [];
    for await (const part of partsOf({ ...found, path })) parts.push(part);
    const other = await SealedFile.begin({ ...found, path, about: found.about.replace('[1,', '[0,') });
    for (const part of parts) await other.add(part);
    await other.end();
    const { other: worker, wholeReads } = await restarted();
    expect(wholeReads).toBe(1);
    expect(await house.differences()).toEqual([]);
    await worker.stop();
  });

  it('of before what was removed from the log are neither used nor kept', async () => {
    await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'a' });
    await house.settle();
    await write();
    await house.dataSource.transaction((manager) => house.service(OwnersRepository).dispossess(manager));
    await write();
    expect(snapshots.files).toEqual([]);
    const { other, wholeReads } = await restarted();
    expect(wholeReads).toBe(3);
    await other.stop();
  });

  it('are written by whoever ends in order, and not of a shard that is another’s by now', async () => {
    await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'a' }, { anonymousId: 'b' });
    await house.settle();
    const residents = house.service(Residents);
    await house.another().then(async (other) => {
      await other.service(Residents).of(0);
      for (const shard of shards) await residents.leave(shard);
      expect(snapshots.files.map((file) => /(\d)-[^/]*$/.exec(file)?.[1]).sort()).toEqual(['1', '2']);
      await other.stop();
    });
    const { other, wholeReads } = await restarted();
    expect(wholeReads).toBe(1);
    await other.stop();
  });

  it('are written anew when there is something new and some time has passed, and old ones go', async () => {
    await house.make('Viewed', viewed);
    await house.settle();
    await write();
    const before = snapshots.files;
    house.pass(6 * 60_000);
    await write();
    expect(snapshots.files).toEqual(before);
    await house.send({ anonymousId: 'a' });
    await house.settle();
    await write();
    expect(snapshots.files).toHaveLength(3);
    expect(snapshots.files.filter((file) => before.includes(file))).toHaveLength(2);
  });
});

describe('an erasure', () => {
  it('makes what was written down of the person noise at once, and is what is written down next', async () => {
    const snapshots = new TestSnapshots();
    const house = await TestRights.start();
    const write = () => house.service(SnapshotKeeper).tick();
    const registered = async () => {
      const owned: { shard: number; epoch: string }[] = await house.dataSource.query('select shard, epoch from shard_owners order by shard'); // prettier-ignore
      return Promise.all(owned.map(async ({ shard, epoch }) => ({ shard, file: await house.service(ShardSnapshots).find({ shard, epoch: Number(epoch) }) }))); // prettier-ignore
    };
    try {
      const [erased = ''] = await house.live(['gone', 'stays']);
      await write();
      const request = await house.ask('ERASURE', 'gone');
      while ((await house.find(request)).status !== 'DONE') {
        await house.work(request);
        house.pass();
      }
      const theirs = house.service(ProfilesService).shardOf(erased);
      const useless = (await registered()).flatMap(({ shard, file }) => (file === null ? shard : []));
      expect(useless).toContain(theirs);
      await house.readTheLog();
      for (let passed = 0; passed < 60; passed += 10) house.pass();
      await write();
      expect(snapshots.files).toHaveLength(3);
      for (const { shard, file } of await registered()) {
        expect(file).not.toBeNull();
        const url = house.service(Config).databaseUrl;
        expect(await historiesOf(url, shard, file)).toEqual(await historiesOf(url, shard, null));
      }
    } finally {
      await house.stop();
      snapshots.stop();
    }
  });
});
