import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { AnybodySubscribed } from '../../src/modules/segments/changes/anybody-subscribed.js';
import { SubscriptionsRepository } from '../../src/modules/segments/changes/subscriptions.repository.js';
import { SubscriptionsService } from '../../src/modules/segments/changes/subscriptions.service.js';
import { TestSegments } from '../support/segments-house.js';

describe('whether anybody is subscribed', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const draft = { kind: 'WEBHOOK', receiver: 'OURS', url: 'https://example.com/changes' } as const;
  /** Waits until a worker knows, by news alone where the clock stands still. */
  const untilIt = async (knows: boolean, worker: AnybodySubscribed) => {
    for (let tries = 0; (await worker.is()) !== knows; tries++) {
      if (tries > 1_000) throw new Error('it was never told');
      await sleep(5);
    }
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
    await untilIt(true, here);
    await untilIt(true, there);
    await subscriptions.setStatus(house.caller, subscription.id, 'PAUSED');
    for (const worker of [here, there]) await untilIt(false, worker);
    await subscriptions.setStatus(house.caller, subscription.id, 'ACTIVE');
    await untilIt(true, here);
    await untilIt(true, there);
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
