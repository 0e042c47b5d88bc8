import { setTimeout as sleep } from 'node:timers/promises';
import { mostTries } from '../../src/modules/segments/changes/back-off.js';
import {
  publishedChanges,
  type PublishedChange,
} from '../../src/modules/segments/changes/published-changes.js';
import { DeliveriesService } from '../../src/modules/segments/changes/deliveries.service.js';
import type { SubscriptionDraft } from '../../src/modules/segments/changes/subscription-draft.js';
import type { Subscription } from '../../src/modules/segments/changes/subscription.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { QueueBackend } from '../../src/modules/platform/queue/queue-backend.js';
import { createTestTenant, eventually } from '../support/carousel.js';
import { isSigned, TestReceiver } from '../support/receiver.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const hour = 3_600_000;
const page = { limit: 50, afterKey: null };
const viewed = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };
const ordered = { did: { event: 'ORDER_PLACED' } };

describe('changes of memberships', () => {
  let house: TestSegments;
  let receiver: TestReceiver;
  beforeEach(async () => {
    process.env['WEBHOOKS_INSIDE'] = 'true';
    receiver = await TestReceiver.start();
    house = await TestSegments.start();
  });
  afterEach(async () => {
    await house.stop();
    await receiver.stop();
    delete process.env['WEBHOOKS_INSIDE'];
  });

  const subscriptions = () => house.service(SubscriptionsService);
  const deliveries = () => house.service(DeliveriesService);
  const subscribe = async (draft: Partial<SubscriptionDraft> = {}) => {
    const { subscription, secret } = await subscriptions().subscribe(house.caller, { kind: 'WEBHOOK', receiver: 'OURS', url: receiver.url, ...draft }); // prettier-ignore
    return { ...subscription, secret: secret ?? '' };
  };
  const handOver = (subscription: Subscription) => deliveries().handOver(subscription);
  const listed = ({ id }: Subscription) => deliveries().list(house.caller, id, null, page);
  const noted = async () => (await house.dataSource.query<object[]>('select 1 from segment_changes')).length;

  it('arrive signed: who entered and who left, in order, with the ids they are known by', async () => {
    const before = await house.make('Viewers', viewed);
    await house.send({ anonymousId: 'early' });
    await house.settle();
    const subscription = await subscribe();
    const buyers = await house.make('Buyers', ordered);
    await house.send(
      { anonymousId: 'a-1', userId: 'u-1' },
      { anonymousId: 'a-2', userId: 'ann@example.com' },
    );
    await house.settle();
    house.pass(14 * day);
    await house.send({ userId: 'u-1', type: 'ORDER_PLACED', vehicle: null });
    await house.settle();
    await handOver(subscription);

    const [post, ...more] = receiver.posts;
    expect(more).toEqual([]);
    expect(post && isSigned(post, subscription.secret)).toBe(true);
    expect(post && isSigned(post, 'whsec_AAAA')).toBe(false);
    expect(post?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-timestamp': String(house.now / 1_000) }); // prettier-ignore
    const profileId = (await house.profiles.find(house.caller, { userId: 'u-1' }))?.id;
    const own = receiver.changes.filter((change) => change.profileId === profileId);
    const known = { profileId, userIds: ['u-1'], anonymousIds: ['a-1'], segmentVersion: 1 };
    const left = { ...known, change: 'left', segmentId: before, at: new Date(house.now).toISOString() };
    const bought = { ...known, change: 'entered', segmentId: buyers, segmentName: 'Buyers', at: left.at };
    expect(own[0]).toMatchObject({ ...known, change: 'entered', segmentId: before, segmentName: 'Viewers' });
    expect(own.slice(1)).toEqual([expect.objectContaining(left), expect.objectContaining(bought)]);
    // Who entered before anybody subscribed is told of when they leave.
    expect(receiver.changes.map(({ change }) => change).filter((change) => change === 'left')).toHaveLength(
      3,
    );
    expect(receiver.changes).toHaveLength(6);
    expect(receiver.posts[0]?.text).not.toContain('ann@example.com');
    expect(await listed(subscription)).toMatchObject([{ status: 'DELIVERED', tries: 1, changes: 6 }]);
  });

  it('are noted for segments that are subscribed to, and for nobody else', async () => {
    const viewers = await house.make('Viewers', viewed);
    await house.make('Buyers', ordered);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    expect(await noted()).toBe(0);
    const stranger = await createTestTenant(house.dataSource, 'stranger');
    const theirs = { tenantId: stranger.id, role: 'admin' as const, keyId: 'theirs' };
    const all = await subscriptions().subscribe(theirs, { kind: 'QUEUE', receiver: 'OURS' });
    const some = await subscribe({ segmentIds: [viewers] });
    await house.send({ anonymousId: 'a-2' }, { anonymousId: 'a-2', type: 'ORDER_PLACED', vehicle: null });
    await house.settle();
    expect(await noted()).toBe(1);
    await handOver(all.subscription);
    await handOver(some);
    expect(receiver.changes).toMatchObject([
      { segmentId: viewers, change: 'entered', anonymousIds: ['a-2'] },
    ]);
    expect(await subscriptions().list(theirs)).toHaveLength(1);
    await expect(subscriptions().subscribe(theirs, { kind: 'QUEUE', receiver: 'OURS', segmentIds: [viewers] })).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
  });

  it('are subscribed to while nobody is being evaluated, so that none falls between', async () => {
    const worker = house.dataSource.createQueryRunner();
    await worker.startTransaction();
    await worker.query(`select pg_advisory_xact_lock(hashtext('log segments'), 1)`);
    let isSubscribed = false;
    const subscribing = subscribe().finally(() => (isSubscribed = true));
    await sleep(500);
    expect(isSubscribed).toBe(false);
    house.pass(1_000);
    await worker.commitTransaction();
    await worker.release();
    expect((await subscribing).countsFrom).toEqual(new Date(house.now));
  });

  it('come again under the very same ids until they are accepted, and hold back what is later', async () => {
    await house.make('Viewers', viewed);
    const subscription = await subscribe();
    await house.send({ anonymousId: 'a-1' }, { anonymousId: 'a-2' });
    await house.settle();
    const answers = [503, 302, null, 200];
    receiver.answer = () => (answers.length > 0 ? (answers.shift() ?? null) : 200);
    for (const pause of [0, 2_000, 4_000]) {
      house.pass(pause);
      await handOver(subscription);
      await handOver(subscription);
    }
    await house.send({ anonymousId: 'a-3' });
    await house.settle();
    await handOver(subscription);
    expect(receiver.posts).toHaveLength(3);
    const failing = { status: 'PENDING', tries: 3, lastFailure: 'It did not answer within 10 seconds.' };
    expect(await listed(subscription)).toMatchObject([failing]);
    expect(await deliveries().waiting(house.caller, subscription.id)).toBe(3);
    house.pass(8_000);
    await handOver(subscription);
    const [first, ...again] = receiver.posts.slice(0, 4);
    expect(first?.changes).toHaveLength(2);
    for (const post of again) {
      expect(post.text).toBe(first?.text);
      expect(post.headers['webhook-id']).toBe(first?.headers['webhook-id']);
      expect(isSigned(post, subscription.secret)).toBe(true);
    }
    expect(receiver.posts.slice(4).map(({ changes }) => changes)).toMatchObject([
      [{ anonymousIds: ['a-3'] }],
    ]);
    expect(await deliveries().waiting(house.caller, subscription.id)).toBe(0);
  }, 120_000);

  it('are given up after the last try and told then of, no longer hold back others, and can be sent again', async () => {
    await house.make('Viewers', viewed);
    const subscription = await subscribe();
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    receiver.answer = () => 500;
    for (let tries = 0; tries < mostTries; tries++) {
      await handOver(subscription);
      house.pass(5 * hour);
    }
    const [dead] = await listed(subscription);
    expect(dead).toMatchObject({
      status: 'DEAD',
      tries: mostTries,
      lastFailure: 'It answered 500.',
      changes: 1,
    });
    expect(await deliveries().list(house.caller, subscription.id, 'PENDING', page)).toEqual([]);
    receiver.answer = () => 200;
    await house.send({ anonymousId: 'a-2' });
    await house.settle();
    await handOver(subscription);
    expect(receiver.changes.at(-1)).toMatchObject({ anonymousIds: ['a-2'] });

    await deliveries().resend(house.caller, dead?.id ?? '');
    await handOver(subscription);
    expect(receiver.posts.at(-1)?.changes).toEqual(receiver.posts[0]?.changes);
    expect(receiver.posts.at(-1)?.headers['webhook-id']).toBe(dead?.id);
    expect(await deliveries().list(house.caller, subscription.id, 'DEAD', page)).toEqual([]);
    const unknown = deliveries().resend(house.caller, subscription.id);
    await expect(unknown).rejects.toMatchObject({ code: 'SEGMENT_DELIVERY_NOT_FOUND' });
  }, 120_000);

  it('are never handed over by two workers at once', async () => {
    await house.make('Viewers', viewed);
    const subscription = await subscribe();
    await house.send(...Array.from({ length: 700 }, (_, n) => ({ anonymousId: `a-${n}` })));
    await house.settle();
    const other = await house.another();
    await Promise.all([handOver(subscription), other.service(DeliveriesService).handOver(subscription)]);
    await other.stop();
    expect(receiver.posts.map(({ changes }) => changes.length)).toEqual([500, 200]);
    expect(new Set(receiver.changes.map(({ id }) => id)).size).toBe(700);
  });

  it('wait while a subscription is paused, and are gone with it', async () => {
    await house.make('Viewers', viewed);
    const subscription = await subscribe();
    await subscriptions().setStatus(house.caller, subscription.id, 'PAUSED');
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    await handOver(subscription);
    expect(receiver.posts).toEqual([]);
    const { secret } = await subscriptions().rotate(house.caller, subscription.id);
    await subscriptions().setStatus(house.caller, subscription.id, 'ACTIVE');
    await handOver(subscription);
    const [post] = receiver.posts;
    expect(post && [isSigned(post, secret ?? ''), isSigned(post, subscription.secret)]).toEqual([true, true]);
    house.pass(25 * hour);
    await house.send({ anonymousId: 'a-2' });
    await house.settle();
    await handOver(subscription);
    const last = receiver.posts.at(-1);
    expect(last && [isSigned(last, secret ?? ''), isSigned(last, subscription.secret)]).toEqual([
      true,
      false,
    ]);
    await subscriptions().remove(house.caller, subscription.id);
    await house.send({ anonymousId: 'a-3' });
    await house.settle();
    expect(await noted()).toBe(0);
  });

  it('are signed with every secret that was given, also where two were asked for at once', async () => {
    await house.make('Viewers', viewed);
    const { id } = await subscribe();
    const rotate = () => subscriptions().rotate(house.caller, id);
    const other = house.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query('select from segment_subscriptions for update');
    const asked = [rotate(), rotate()] as const;
    await sleep(500);
    await other.commitTransaction();
    await other.release();
    const given = await Promise.all(asked);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    await handOver(given[0].subscription);
    const [post] = receiver.posts;
    expect(given.map(({ secret }) => post && isSigned(post, secret ?? ''))).toEqual([true, true]);
  });

  it('lie as jobs in a queue where that is subscribed to, once however often they are handed over', async () => {
    const segmentId = await house.make('Viewers', viewed);
    const subscription = await subscribe({ kind: 'QUEUE', url: null });
    await house.send({ anonymousId: 'a-1', userId: 'u-1' });
    await house.settle();
    await handOver(subscription);
    const [delivery] = await listed(subscription);
    await deliveries().resend(house.caller, delivery?.id ?? '');
    await handOver(subscription);
    const taken: PublishedChange[] = [];
    const work = ({ data }: { data: unknown }) =>
      Promise.resolve(void taken.push(publishedChanges.payload.parse(data)));
    const worker = await house.service(QueueBackend).worker(publishedChanges.name, work, {});
    await eventually(
      () => Promise.resolve(taken),
      ({ length }) => length > 0,
    );
    await sleep(500);
    await worker.close();
    const profileId = (await house.profiles.find(house.caller, { userId: 'u-1' }))?.id;
    expect(taken).toEqual([
      expect.objectContaining({ tenantId: house.caller.tenantId, subscriptionId: subscription.id, change: 'entered', segmentId, profileId }), // prettier-ignore
    ]);
    expect(JSON.stringify(taken)).not.toContain('u-1');
  });
});
