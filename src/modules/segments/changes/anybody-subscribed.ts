import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { subscriptionsTopic, SubscriptionsRepository } from './subscriptions.repository.js';

/** That nobody subscribes is believed for so long, should the news that somebody does be lost. */
const believedMs = 30_000;

/** Whether anybody is subscribed to changes: where nobody is, nobody need be looked for twice a second. */
@Injectable()
export class AnybodySubscribed implements OnModuleInit {
  /** Milliseconds since the epoch. */
  private lookedAt = -Infinity;

  constructor(
    private readonly repository: SubscriptionsRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.changes.listen(subscriptionsTopic, () => (this.lookedAt = -Infinity));
  }

  /** False only where nobody was a short while ago, and nothing was heard since. */
  async is(): Promise<boolean> {
    const now = this.clock.now();
    const passed = now - this.lookedAt;
    if (passed >= 0 && passed < believedMs) return false;
    // Noted before it is looked: what is heard meanwhile counts.
    this.lookedAt = now;
    let isAnybody = true;
    try {
      isAnybody = await this.repository.isAnyActive();
    } finally {
      if (isAnybody) this.lookedAt = -Infinity;
    }
    return isAnybody;
  }
}
