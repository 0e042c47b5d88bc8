import { randomUUID } from 'node:crypto';
import {
  asyncProperty,
  array,
  assert,
  constantFrom,
  integer,
  record,
  shuffledSubarray,
  tuple,
} from 'fast-check';
import type { ViewerEntry, ViewerStore } from '../../src/modules/platform/viewer-store/viewer-store.js';

const entry = (
  viewerId: string,
  version: number,
  text: string,
  aliases: Record<string, number> = {},
): ViewerEntry => ({
  viewerId,
  version,
  state: Buffer.from(text),
  aliases: Object.entries(aliases).map(([alias, version]) => ({ alias, version })),
});

/** What every viewer store must do, wherever it keeps things. */
export function viewerStoreConforms(storeNow: () => ViewerStore): void {
  let store: ViewerStore;
  let tenant: string;
  const [ann, bob] = [randomUUID(), randomUUID()];
  beforeEach(() => {
    store = storeNow();
    tenant = randomUUID();
  });

  const read = async (alias: string, of = tenant) => (await store.read(of, alias))?.toString() ?? null;

  it('finds a viewer by any of their aliases, and nobody by another', async () => {
    await store.publish(tenant, [entry(ann, 1, 'ann', { 'anonymousId:a-17': 1, 'userId:u-1': 1 })]);
    expect(await read('anonymousId:a-17')).toBe('ann');
    expect(await read('userId:u-1')).toBe('ann');
    expect(await read('userId:u-2')).toBeNull();
  });

  it('finds several at once, each in its place', async () => {
    await store.publish(tenant, [
      entry(ann, 1, 'ann', { 'userId:u-1': 1, 'anonymousId:a-1': 1 }),
      entry(bob, 1, 'bob', { 'anonymousId:a-2': 1 }),
    ]);
    await store.publish(randomUUID(), [entry(bob, 1, 'not ours', { 'userId:u-9': 1 })]);
    const readAll = async (...aliases: string[]) =>
      (await store.readAll(tenant, aliases)).map((state) => state?.toString() ?? null);
    expect(await readAll('userId:u-1', 'anonymousId:a-2')).toEqual(['ann', 'bob']);
    expect(await readAll('userId:u-9', 'anonymousId:a-1')).toEqual([null, 'ann']);
    expect(await readAll('userId:u-1', 'anonymousId:a-1')).toEqual(['ann', 'ann']);
    expect(await readAll('userId:u-9', 'anonymousId:a-9')).toEqual([null, null]);
  });

  it('keeps bytes as they are', async () => {
    const state = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    await store.publish(tenant, [{ ...entry(ann, 1, ''), state, aliases: [{ alias: 'a', version: 1 }] }]);
    expect(await store.read(tenant, 'a')).toEqual(state);
  });

  it('takes any text for an alias', async () => {
    for (const alias of ['userId:{x}', 'userId:日本', 'userId:a b|c"\\', `userId:${'x'.repeat(500)}`]) {
      await store.publish(tenant, [entry(ann, 1, alias, { [alias]: 1 })]);
      expect(await read(alias)).not.toBeNull();
    }
  });

  it('keeps tenants apart', async () => {
    const other = randomUUID();
    await store.publish(tenant, [entry(ann, 1, 'ours', { 'userId:u-1': 1 })]);
    await store.publish(other, [entry(ann, 9, 'theirs', { 'userId:u-1': 9 })]);
    expect(await read('userId:u-1')).toBe('ours');
    await store.forget(other, [ann]);
    expect(await read('userId:u-1')).toBe('ours');
    expect(await read('userId:u-1', other)).toBeNull();
  });

  it('never lets an older state replace a newer one', async () => {
    await store.publish(tenant, [entry(ann, 10, 'new', { a: 1 })]);
    await store.publish(tenant, [entry(ann, 9, 'old', { a: 1 })]);
    expect(await read('a')).toBe('new');
    await store.publish(tenant, [entry(ann, 11, 'newest')]);
    expect(await read('a')).toBe('newest');
  });

  it('moves an alias to another viewer, and never back by a late message', async () => {
    await store.publish(tenant, [entry(ann, 1, 'ann', { a: 1 }), entry(bob, 1, 'bob', { a: 2, b: 1 })]);
    expect(await read('a')).toBe('bob');
    await store.publish(tenant, [entry(ann, 5, 'ann', { a: 1 })]);
    expect(await read('a')).toBe('bob');
  });

  it('takes the same viewer or alias twice in one call', async () => {
    await store.publish(tenant, [
      entry(ann, 2, 'second', { a: 1 }),
      entry(ann, 1, 'first', { a: 1 }),
      entry(bob, 1, 'bob', { a: 2 }),
    ]);
    expect(await read('a')).toBe('bob');
    await store.publish(tenant, [entry(ann, 2, 'second', { a: 3 })]);
    expect(await read('a')).toBe('second');
  });

  it('forgets a viewer with their aliases, and only those', async () => {
    await store.publish(tenant, [entry(ann, 1, 'ann', { a: 1, b: 1 }), entry(bob, 1, 'bob', { b: 2 })]);
    await store.forget(tenant, [ann]);
    await store.forget(tenant, [ann, randomUUID()]);
    expect(await read('a')).toBeNull();
    expect(await read('b')).toBe('bob');
    await store.publish(tenant, [entry(ann, 1, 'ann again', { a: 1 })]);
    expect(await read('a')).toBe('ann again');
  });

  it('takes nothing for an answer', async () => {
    await store.publish(tenant, []);
    await store.forget(tenant, []);
    expect(await read('a')).toBeNull();
  });

  it('is empty after it was emptied, and says so', async () => {
    await store.publish(tenant, [entry(ann, 5, 'ann', { a: 5 })]);
    await store.mark(1_000);
    await store.empty();
    expect(await read('a')).toBeNull();
    expect(await store.lastMark()).toBeNull();
    await store.publish(tenant, [entry(ann, 1, 'again', { a: 1 })]);
    expect(await read('a')).toBe('again');
  });

  it('says until when it was known to hold everything', async () => {
    await store.mark(1_000);
    expect(await store.lastMark()).toEqual({ wholeAt: 1_000, isSameServer: true });
    await store.mark(2_000);
    expect(await store.lastMark()).toEqual({ wholeAt: 2_000, isSameServer: true });
  });

  it('ends with the newest of everything when many publish at once', async () => {
    const viewers = Array.from({ length: 30 }, () => randomUUID());
    const versions = Array.from({ length: 8 }, (_, index) => index + 1);
    await Promise.all(
      versions.map((version) => {
        const entries = viewers.map((viewer, index) => {
          const alias = `a-${(index + version) % viewers.length}`;
          return entry(viewer, version, `${viewer} ${version}`, { [alias]: version });
        });
        return store.publish(tenant, version % 2 === 0 ? entries : entries.reverse());
      }),
    );
    for (const [index, viewer] of viewers.entries())
      expect(await read(`a-${(index + 8) % viewers.length}`)).toBe(`${viewer} 8`);
  });

  it('ends the same in whatever order and however often things are published', async () => {
    const viewers = [ann, bob, randomUUID()];
    const aliases = ['a', 'b', 'c'];
    // A version of an alias always means the same viewer, and a version of a state the same state.
    const one = record({
      viewer: constantFrom(0, 1, 2),
      version: integer({ min: 1, max: 4 }),
      alias: constantFrom(...aliases),
      step: integer({ min: 0, max: 2 }),
    }).map(({ viewer, version, alias, step }) => {
      const id = viewers[viewer] ?? ann;
      return entry(id, version, `${id} ${version}`, { [alias]: viewer + 3 * step + 1 });
    });
    const published = array(one, { minLength: 1, maxLength: 12 });
    const inTwoOrders = published.chain((entries) => {
      const order = shuffledSubarray(entries, { minLength: entries.length });
      return tuple(order, order, integer({ min: 1, max: 4 }));
    });
    await assert(
      asyncProperty(inTwoOrders, async ([first, second, batch]) => {
        const [once, again] = [randomUUID(), randomUUID()];
        for (const item of first) await store.publish(once, [item]);
        for (let at = 0; at < second.length; at += batch)
          await store.publish(again, second.slice(at, at + batch));
        await store.publish(again, first);
        for (const alias of aliases) expect(await read(alias, again)).toBe(await read(alias, once));
      }),
      { numRuns: 60 },
    );
  });
}
