import { randomUUID } from 'node:crypto';
import { array, assert, asyncProperty, constantFrom, integer, oneof, record, subarray } from 'fast-check';
import type { Ask, LimitStore, Settlement } from '../../src/modules/platform/limit-store/limit-store.js';
import { PlainLimits } from '../support/plain-limits.js';

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 27, 12);

/** An ask for `amount` of a budget of `most`, and one occurrence of a thing that may happen `times` in an hour. */
function ask(id: string, { now = start, amount = 10, most = 100, times = 1_000, lasts = 60_000 } = {}): Ask {
  return {
    id,
    amounts: [{ key: 'budget', amount, most, until: now + lasts, keepUntil: null }],
    counts: [{ subject: 'thing', since: now - hour, most: times }],
    subjects: ['thing'],
    unsettledUntil: now + lasts,
    keepUntil: now + 2 * hour,
  };
}

const settled = (id: string, spent: number, viewer: readonly string[] = []): Settlement => ({
  id,
  spent: [{ key: 'budget', spent, keepUntil: null }],
  happened: { viewer, subjects: ['thing'], at: start, keepUntil: start + 2 * hour },
});

/** What every limit store must do, wherever it keeps things. */
export function limitStoreConforms(storeNow: () => LimitStore): void {
  let store: LimitStore;
  let tenant: string;
  const whole = async (of: string) => store.markWhole(of, await store.beginFilling(of));
  beforeEach(async () => {
    store = storeNow();
    tenant = randomUUID();
    await whole(tenant);
  });

  const reserve = async (
    asks: readonly Ask[],
    now = start,
    viewer: readonly string[] = ['ann'],
    of = tenant,
  ) => store.reserve(of, { now, viewer, asks });
  const taken = async (now = start, key = 'budget') => (await store.taken(tenant, [key], now))[0];
  const countOf = async (now = start, viewer: readonly string[] = ['ann']) =>
    (await store.occurrences(tenant, viewer, now)).length;

  it('reserves nothing before it is whole, and after it was emptied', async () => {
    const other = randomUUID();
    expect(await store.isWhole(other)).toBe(false);
    expect(await reserve([ask('1')], start, ['ann'], other)).toBeNull();
    await whole(other);
    expect(await store.isWhole(other)).toBe(true);
    expect(await reserve([ask('1')], start, ['ann'], other)).toEqual([null]);
    await store.empty();
    expect(await store.isWhole(other)).toBe(false);
    expect(await reserve([ask('2')], start, ['ann'], other)).toBeNull();
    expect(await store.taken(other, ['budget'], start)).toEqual([{ held: 0, spent: 0 }]);
  });

  it('is filled under one name by whoever is at it, until it is lost: then no earlier filling makes it whole', async () => {
    const other = randomUUID();
    const first = await store.beginFilling(other);
    expect(await store.beginFilling(other)).toBe(first);
    expect(await store.filledAs(other)).toBeNull();
    await store.empty();
    const second = await store.beginFilling(other);
    expect(second).not.toBe(first);
    expect(await store.markWhole(other, first)).toBe(false);
    expect(await store.isWhole(other)).toBe(false);
    expect(await store.markWhole(other, second)).toBe(true);
    expect(await store.filledAs(other)).toBe(second);
  });

  it('refuses what is too much, names the limit, and takes nothing of what it refused', async () => {
    const both = { ...ask('a', { amount: 60 }), amounts: [...ask('a', { amount: 60 }).amounts, { key: 'day', amount: 60, most: 50, until: start + 1, keepUntil: start + hour }] }; // prettier-ignore
    expect(await reserve([ask('1', { amount: 90 }), both, ask('2', { amount: 11 }), ask('3')])).toEqual([null, 'budget', 'budget', null]); // prettier-ignore
    expect(await taken()).toEqual({ held: 100, spent: 0 });
    expect(await taken(start, 'day')).toEqual({ held: 0, spent: 0 });
    expect(await reserve([{ ...both, id: 'b', amounts: both.amounts.slice(1) }])).toEqual(['day']);
    expect(await countOf()).toBe(2);
  });

  it('counts what happens in the same asking, and keeps viewers and tenants apart', async () => {
    const asks = ['1', '2', '3'].map((id) => ask(id, { times: 2 }));
    expect(await reserve(asks)).toEqual([null, null, 'thing']);
    expect(await reserve([ask('4', { times: 2 })], start, ['bob'])).toEqual([null]);
    const other = randomUUID();
    await whole(other);
    expect(await reserve([ask('5', { times: 1, most: 10 })], start, ['ann'], other)).toEqual([null]);
    await store.forget(other, ['ann']);
    expect(await countOf()).toBe(2);
  });

  it('counts a viewer under each of their names, once', async () => {
    await reserve([ask('1')], start, ['browser']);
    await reserve([ask('2')], start, ['person', 'browser', 'person']);
    expect(await countOf(start, ['person'])).toBe(1);
    expect(await countOf(start, ['person', 'browser'])).toBe(2);
    await store.settle(tenant, start, [settled('1', 0, ['person'])]);
    expect(await countOf(start, ['person'])).toBe(2);
    expect(await reserve([ask('3', { times: 2 })], start, ['person'])).toEqual(['thing']);
    await store.join(tenant, 'person', 'other person');
    expect(await countOf(start, ['person'])).toBe(0);
    expect(await countOf(start, ['other person'])).toBe(2);
    await reserve([ask('4')], start, ['browser']);
    await store.forget(tenant, ['other person']);
    expect(await countOf(start, ['other person'])).toBe(0);
    expect(await countOf(start, ['browser'])).toBe(1);
  });

  it('takes nothing twice of what is asked twice', async () => {
    expect(await reserve([ask('1', { amount: 60 })])).toEqual([null]);
    expect(await reserve([ask('1', { amount: 60 })])).toEqual([null]);
    expect(await taken()).toEqual({ held: 60, spent: 0 });
    expect(await countOf()).toBe(1);
  });

  it('gives back by itself what lapsed, at its instant and not before', async () => {
    await reserve([ask('1', { amount: 100, times: 1 })]);
    const before = start + 59_999;
    expect(await reserve([ask('2', { now: before, amount: 1 })], before)).toEqual(['budget']);
    expect(await countOf(before)).toBe(1);
    const after = start + 60_000;
    expect(await countOf(after)).toBe(0);
    expect(await taken(after)).toEqual({ held: 0, spent: 0 });
    expect(await reserve([ask('3', { now: after, amount: 100, times: 1 })], after)).toEqual([null]);
    expect(await taken(after)).toEqual({ held: 100, spent: 0 });
  });

  it('has a window roll', async () => {
    await reserve([ask('1')]);
    await store.settle(tenant, start, [settled('1', 10)]);
    const edge = start + hour;
    expect(await reserve([ask('2', { now: edge - 1, times: 1 })], edge - 1)).toEqual(['thing']);
    expect(await reserve([ask('3', { now: edge, times: 1 })], edge)).toEqual([null]);
  });

  it('ends the same however often and in whatever order it is told what came of things', async () => {
    await reserve(['1', '2', '3'].map((id) => ask(id)));
    const told = [settled('2', 20), settled('1', 10), settled('1', 10), settled('2', 20)];
    for (const one of told) await store.settle(tenant, start, [one]);
    await store.settle(tenant, start, told);
    expect(await taken()).toEqual({ held: 10, spent: 20 });
    expect(await countOf(start + hour)).toBe(2);
    await store.release(tenant, start, ['1', '3', 'never heard of']);
    expect(await taken()).toEqual({ held: 0, spent: 20 });
    expect(await countOf()).toBe(2);
    expect(await countOf(start + 2 * hour)).toBe(0);
  });

  it('takes in what it no longer knows of', async () => {
    await store.settle(tenant, start, [settled('lost', 30, ['ann'])]);
    expect(await taken()).toEqual({ held: 0, spent: 30 });
    expect(await store.occurrences(tenant, ['ann'], start)).toEqual([
      { id: 'lost', at: start, subjects: ['thing'] },
    ]);
  });

  it('is filled again without asking any limit', async () => {
    await store.empty();
    await store.restore(tenant, {
      now: start,
      viewer: ['ann'],
      asks: [ask('1', { amount: 70, most: 50, times: 0 })],
    });
    await store.settle(tenant, start, [settled('0', 25, ['ann'])]);
    await store.restore(tenant, { now: start, viewer: ['ann'], asks: [ask('1', { amount: 70 })] });
    await whole(tenant);
    expect(await taken()).toEqual({ held: 70, spent: 25 });
    expect(await reserve([ask('2', { amount: 6 }), ask('3', { amount: 5 })])).toEqual(['budget', null]);
    expect(await countOf()).toBe(3);
  });

  it('takes large amounts to the last unit, and nothing for an asking', async () => {
    const most = Number.MAX_SAFE_INTEGER - 1;
    expect(await reserve([ask('1', { amount: most - 1, most }), ask('2', { amount: 2, most }), ask('3', { amount: 1, most })])).toEqual([null, 'budget', null]); // prettier-ignore
    expect(await taken()).toEqual({ held: most, spent: 0 });
    expect(await reserve([])).toEqual([]);
    expect(await reserve([{ ...ask('4'), amounts: [], counts: [], subjects: [] }])).toEqual([null]);
    await store.settle(tenant, start, []);
    await store.release(tenant, start, []);
  });

  it('frees what is past and nothing else', async () => {
    const day = {
      ...ask('1'),
      amounts: [{ key: 'day', amount: 5, most: 9, until: start + 60_000, keepUntil: start + hour }],
    };
    await reserve([day, ask('2')]);
    await store.tidy(start + 30_000);
    expect([await taken(), await taken(start, 'day'), await countOf()]).toEqual([{ held: 10, spent: 0 }, { held: 5, spent: 0 }, 2]); // prettier-ignore
    await store.settle(tenant, start, [settled('2', 10)]);
    await store.tidy(start + hour);
    expect([await taken(), await countOf(start + hour)]).toEqual([{ held: 0, spent: 10 }, 1]);
  });

  it('holds its limits when many ask at once', async () => {
    const viewers = ['ann', 'bob', 'cem'];
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, number) => {
        const viewer = viewers.slice(number % 3, (number % 3) + 1 + (number % 2));
        const asks = [
          ask(`${number} a`, { times: 4, amount: 3, most: 25 }),
          ask(`${number} b`, { times: 4, amount: 2, most: 25 }),
        ];
        return reserve(number % 4 < 2 ? asks : asks.reverse(), start, viewer);
      }),
    );
    const held = (await taken())?.held ?? 0;
    expect(held).toBeLessThanOrEqual(25);
    expect(held).toBeGreaterThan(20);
    for (const viewer of viewers) expect(await countOf(start, [viewer])).toBeLessThanOrEqual(4);
    expect(answers.flat().filter((answer) => answer === null).length).toBeLessThanOrEqual(12);
  });

  it('does what the plain model does, whatever is done to it in whatever order', async () => {
    const names = ['ann', 'bob', 'cem'];
    const keys = ['x', 'y'];
    const asked = record({
      amounts: subarray(keys),
      amount: integer({ min: 0, max: 6 }),
      most: integer({ min: 5, max: 12 }),
      lasts: constantFrom(1_000, 5_000),
      counts: subarray(['s', 't']),
      times: integer({ min: 1, max: 3 }),
      since: constantFrom(2_000, 20_000),
    });
    const step = oneof(
      { weight: 5, arbitrary: record({ does: constantFrom('reserve'), viewer: subarray(names, { minLength: 1 }), asks: array(asked, { minLength: 1, maxLength: 3 }), wait: integer({ min: 0, max: 1_500 }) }) }, // prettier-ignore
      { weight: 3, arbitrary: record({ does: constantFrom('settle'), which: array(integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 2 }), spent: integer({ min: 0, max: 4 }), keys: subarray(keys), viewer: subarray(names), happened: constantFrom(true, true, false) }) }, // prettier-ignore
      { weight: 1, arbitrary: record({ does: constantFrom('release'), which: array(integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 2 }) }) }, // prettier-ignore
    );
    await assert(
      asyncProperty(array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const of = randomUUID();
        await whole(of);
        const plain = new PlainLimits();
        const spentOf = new Map(keys.map((key) => [key, 0]));
        const madeAt: number[] = [];
        let now = start;
        for (const one of steps) {
          if ('asks' in one) {
            now += one.wait;
            const asks = one.asks.map(({ amounts, amount, most, lasts, counts, times, since }): Ask => ({
              id: String(madeAt.push(now) - 1),
              amounts: amounts.map((key) => ({ key, amount, most, until: now + lasts, keepUntil: null })),
              counts: counts.map((subject) => ({ subject, since: now - since, most: times })),
              ...{ subjects: counts, unsettledUntil: now + lasts, keepUntil: now + 10_000 },
            }));
            const askFor = { now, viewer: one.viewer, asks };
            const answer = await store.reserve(of, askFor);
            expect(answer).toEqual(plain.reserve(askFor));
          } else if ('spent' in one) {
            const settlements = one.which.map((which): Settlement => {
              const id = which % Math.max(1, madeAt.length);
              const happened = {
                viewer: one.viewer,
                subjects: ['s', 't'],
                at: madeAt[id] ?? now,
                keepUntil: now + 10_000,
              };
              const spent = one.keys.map((key) => {
                spentOf.set(key, (spentOf.get(key) ?? 0) + one.spent);
                return { key, spent: spentOf.get(key) ?? 0, keepUntil: null };
              });
              return {
                id: madeAt.length === 0 ? 'never reserved' : String(id),
                spent,
                ...(one.happened ? { happened } : {}),
              };
            });
            for (const settlement of settlements) await store.settle(of, now, [settlement]);
            plain.settle(settlements);
          } else {
            await store.release(of, now, one.which.map(String));
            plain.release(one.which.map(String));
          }
          expect(await store.taken(of, keys, now)).toEqual(keys.map((key) => plain.taken(key, now)));
          for (const name of names) {
            const known = (await store.occurrences(of, [name], now)).sort((a, b) => a.id.localeCompare(b.id));
            const meant = plain.occurrences([name], now).sort((a, b) => a.id.localeCompare(b.id));
            expect(known).toEqual(meant);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
}
