import { DeliveriesService } from '../../src/modules/segments/changes/deliveries.service.js';
import type { Subscription } from '../../src/modules/segments/changes/subscription.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { TestReceiver } from '../support/receiver.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const page = { limit: 50, afterKey: null };
const viewed = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };

describe('changes of memberships that are kept', () => {
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
  const subscribe = async () =>
    (await subscriptions().subscribe(house.caller, { kind: 'WEBHOOK', receiver: 'OURS', url: receiver.url })).subscription; // prettier-ignore
  /** Until everything is on its way: what is new is not read while an older transaction runs, whosever it is. */
  async function handOver(subscription: Subscription): Promise<void> {
    const left = 'select 1 from segment_changes where subscription_id = $1 and delivery_id is null';
    do await deliveries().handOver(subscription);
    while ((await house.dataSource.query<object[]>(left, [subscription.id])).length > 0);
  }
  const listed = ({ id }: Subscription) => deliveries().list(house.caller, id, null, page);
  const noted = async () => (await house.dataSource.query<object[]>('select 1 from segment_changes')).length;

  it('are forgotten a week after they were accepted, and a month after they were not', async () => {
    await house.make('Viewers', viewed);
    const heard = await subscribe();
    const paused = await subscribe();
    await subscriptions().setStatus(house.caller, paused.id, 'PAUSED');
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    await handOver(heard);
    const left = async () => {
      await deliveries().tidy();
      return noted();
    };
    house.pass(6 * day);
    expect(await left()).toBe(2);
    house.pass(2 * day);
    expect(await left()).toBe(1);
    const missed = async () => (await subscriptions().find(house.caller, paused.id)).missedUntil;
    expect(await missed()).toBeNull();
    const wasNoted = new Date(house.now - 8 * day);
    house.pass(23 * day);
    expect(await left()).toBe(0);
    // Whoever resumes it is told that there is something it never hears of.
    expect(await missed()).toEqual(wasNoted);
    expect((await subscriptions().find(house.caller, heard.id)).missedUntil).toBeNull();
  });

  it('that were to be sent again when a subscription was paused are given up after a month, and can still be asked for', async () => {
    await house.make('Viewers', viewed);
    const subscription = await subscribe();
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    await handOver(subscription);
    // So that one delivery is the newer one.
    house.pass(1_000);
    await house.send({ anonymousId: 'a-2' });
    await house.settle();
    receiver.answer = () => 503;
    await handOver(subscription);
    await subscriptions().setStatus(house.caller, subscription.id, 'PAUSED');
    const [, accepted] = await listed(subscription);
    await deliveries().resend(house.caller, accepted?.id ?? '');
    const statuses = async () => {
      await deliveries().tidy();
      return (await listed(subscription)).map(({ status }) => status);
    };
    house.pass(29 * day);
    expect(await statuses()).toEqual(['PENDING', 'PENDING']);
    house.pass(2 * day);
    expect(await statuses()).toEqual(['DEAD', 'DEAD']);
    const lastFailure = 'The subscription was paused for longer than such a delivery is kept.';
    const [dead] = await listed(subscription);
    expect(dead).toMatchObject({ lastFailure, changes: 1, settledAt: new Date(house.now) });
    expect(await deliveries().waiting(house.caller, subscription.id)).toBe(0);
    // It holds nothing up, and can be sent once more.
    receiver.answer = () => 200;
    await subscriptions().setStatus(house.caller, subscription.id, 'ACTIVE');
    await house.send({ anonymousId: 'a-3' });
    await house.settle();
    await handOver(subscription);
    // Whoever viewed a month ago left meanwhile, in whatever order.
    expect(receiver.changes).toContainEqual(expect.objectContaining({ anonymousIds: ['a-3'] }));
    await deliveries().resend(house.caller, dead?.id ?? '');
    await handOver(subscription);
    expect(receiver.changes.at(-1)).toMatchObject({ anonymousIds: ['a-2'] });
    house.pass(31 * day);
    await deliveries().tidy();
    expect(await listed(subscription)).toEqual([]);
  });
});
