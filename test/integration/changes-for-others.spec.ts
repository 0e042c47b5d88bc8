import { DeliveriesService } from '../../src/modules/segments/changes/deliveries.service.js';
import type { Subscription } from '../../src/modules/segments/changes/subscription.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { TestReceiver } from '../support/receiver.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const page = { limit: 50, afterKey: null };
const viewed = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };

describe('changes of memberships told to another company', () => {
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

  const deliveries = () => house.service(DeliveriesService);
  const subscribe = async () => {
    const draft = { kind: 'WEBHOOK', receiver: 'ANOTHER_COMPANY', url: receiver.url } as const;
    return (await house.service(SubscriptionsService).subscribe(house.caller, draft)).subscription;
  };
  const handOver = (subscription: Subscription) => deliveries().handOver(subscription);
  const listed = ({ id }: Subscription) => deliveries().list(house.caller, id, null, page);
  const say = (anonymousId: string, state: 'GRANTED' | 'DENIED') =>
    house.consent.record(house.caller, { viewer: { anonymousId }, statements: [{ purpose: 'AUDIENCE_EXPORT', state }] }); // prettier-ignore
  const told = () => receiver.changes.map(({ change, anonymousIds: [id] }) => `${id} ${change}`).toSorted();
  const begin = async () => {
    await house.make('Viewers', viewed);
    return subscribe();
  };

  it('are of those alone who allow it, and that they left only where it was told that they entered', async () => {
    const subscription = await begin();
    await house.send({ anonymousId: 'yes' }, { anonymousId: 'no' });
    await say('no', 'DENIED');
    await house.settle();
    await handOver(subscription);
    expect(told()).toEqual(['yes entered']);
    await say('no', 'GRANTED');
    house.pass(14 * day);
    await house.settle();
    await handOver(subscription);
    expect(told()).toEqual(['yes entered', 'yes left']);
  });

  it('say that those left who denied it since it was told that they entered, weeks later and once more when asked', async () => {
    const subscription = await begin();
    await house.send({ anonymousId: 'once' });
    await house.settle();
    await handOver(subscription);
    await say('once', 'DENIED');
    house.pass(14 * day);
    await deliveries().tidy();
    await house.settle();
    await handOver(subscription);
    expect(told()).toEqual(['once entered', 'once left']);
    const [delivery] = await listed(subscription);
    await deliveries().resend(house.caller, delivery?.id ?? '');
    await handOver(subscription);
    expect(told()).toEqual(['once entered', 'once left', 'once left']);
    // Of a stay that was not told of nothing is, though one before it was.
    await house.send({ anonymousId: 'once' });
    await house.settle();
    house.pass(14 * day);
    await house.settle();
    await handOver(subscription);
    expect(receiver.changes).toHaveLength(3);
  });

  it('say that those left who may have been heard of by a try that failed', async () => {
    const subscription = await begin();
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    receiver.answer = () => 503;
    await handOver(subscription);
    await say('a-1', 'DENIED');
    receiver.answer = () => 200;
    house.pass(14 * day);
    await house.settle();
    await handOver(subscription);
    await handOver(subscription);
    expect(told()).toEqual(['a-1 entered', 'a-1 left']);
  });

  it('are of none of those who were in before it was subscribed to', async () => {
    await house.make('Viewers', viewed);
    await house.send({ anonymousId: 'early' });
    await house.settle();
    const subscription = await subscribe();
    house.pass(14 * day);
    await house.settle();
    await handOver(subscription);
    expect(receiver.changes).toEqual([]);
    expect(await listed(subscription)).toMatchObject([{ status: 'DELIVERED' }]);
  });
});
