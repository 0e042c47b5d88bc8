import { jest } from '@jest/globals';
import { AnybodySubscribed } from '../../src/modules/segments/changes/anybody-subscribed.js';
import { SubscriptionsRepository } from '../../src/modules/segments/changes/subscriptions.repository.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { until } from '../support/test-processor.js';
import { TestSegments } from '../support/segments-house.js';

describe('whether anybody is subscribed', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const draft = { kind: 'WEBHOOK', receiver: 'OURS', url: 'https://example.com/changes' } as const;
  /** Waits until it is so, by news alone: the clock stands still. */
  const untilSomebody = async (anybody: AnybodySubscribed) => {
    let is = false;
    await until(() => {
      void anybody.is().then((answer) => (is ||= answer));
      return is;
    });
  };

  it('is asked seldom while nobody is, and known in every worker as soon as somebody is, or is again', async () => {
    const look = jest.spyOn(SubscriptionsRepository.prototype, 'isAnyActive');
    const other = await house.another();
    const here = house.service(AnybodySubscribed);
    const there = other.service(AnybodySubscribed);
    for (let n = 0; n < 5; n++) expect([await here.is(), await there.is()]).toEqual([false, false]);
    expect(look).toHaveBeenCalledTimes(2);
    const subscriptions = house.service(SubscriptionsService);
    const { subscription } = await subscriptions.subscribe(house.caller, draft);
    await untilSomebody(here);
    await untilSomebody(there);
    await subscriptions.setStatus(house.caller, subscription.id, 'PAUSED');
    for (const worker of [here, there]) {
      let is = true;
      await until(() => {
        void worker.is().then((answer) => (is &&= answer));
        return !is;
      });
    }
    await subscriptions.setStatus(house.caller, subscription.id, 'ACTIVE');
    await untilSomebody(here);
    await untilSomebody(there);
    look.mockRestore();
    await other.stop();
  });

  it('is asked anew after a while, should the news be lost, and after a look that failed', async () => {
    const here = house.service(AnybodySubscribed);
    expect(await here.is()).toBe(false);
    const look = jest.spyOn(SubscriptionsRepository.prototype, 'isAnyActive').mockRejectedValueOnce(new Error('away')).mockResolvedValue(true); // prettier-ignore
    expect(await here.is()).toBe(false);
    house.pass(30_000);
    await expect(here.is()).rejects.toThrow('away');
    expect(await here.is()).toBe(true);
    expect(await here.is()).toBe(true);
    look.mockRestore();
  });
});
