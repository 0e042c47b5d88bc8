import { DeliveriesService } from '../../src/modules/segments/changes/deliveries.service.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { TestReceiver } from '../support/receiver.js';
import { TestSegments } from '../support/segments-house.js';

const page = { limit: 50, afterKey: null };
const viewed = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };

describe('receivers inside our network', () => {
  it('are not subscribed for and not posted to unless the operator allows it', async () => {
    const receiver = await TestReceiver.start();
    const house = await TestSegments.start();
    const subscriptions = house.service(SubscriptionsService);
    const draft = { kind: 'WEBHOOK', receiver: 'OURS' } as const;
    for (const url of [receiver.url, 'https://10.0.0.1/hook'])
      await expect(subscriptions.subscribe(house.caller, { ...draft, url })).rejects.toMatchObject({ code: 'INVALID_SUBSCRIPTION' }); // prettier-ignore
    const { subscription } = await subscriptions.subscribe(house.caller, { ...draft, url: 'https://localhost.example.com/hook' }); // prettier-ignore
    await house.make('Viewers', viewed);
    await house.send({ anonymousId: 'a-1' });
    await house.settle();
    await house.service(DeliveriesService).handOver(subscription);
    const [delivery] = await house.service(DeliveriesService).list(house.caller, subscription.id, null, page);
    expect(delivery).toMatchObject({ status: 'PENDING', tries: 1 });
    expect(delivery?.lastFailure).toMatch(/^It could not be reached \(E[A-Z_]+\)\.$/);
    expect(receiver.posts).toEqual([]);
    await house.stop();
    await receiver.stop();
  });
});
