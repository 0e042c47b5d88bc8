import { Injectable } from '@nestjs/common';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { Clock } from '../platform/clock.js';
import { Disclosure } from './disclosure.js';
import { Erasure } from './erasure.js';
import { RightsRepository, type RequestKey } from './rights.repository.js';
import { RightsWakeUps } from './rights-wake-ups.js';

/** Works on requests until they are granted. What stands in a request's row is the truth; jobs only wake. */
@Injectable()
export class RightsWork {
  constructor(
    private readonly repository: RightsRepository,
    private readonly erasure: Erasure,
    private readonly disclosure: Disclosure,
    private readonly wakeUps: RightsWakeUps,
    private readonly clock: Clock,
  ) {}

  /** Does what can be done now for one request, if it is due and nobody else is at it. */
  async take(key: RequestKey): Promise<void> {
    const now = new Date(this.clock.now());
    const dueAt = await this.repository.alone(key, now, (request) => this.grant(request));
    if (dueAt !== null) await this.wakeUps.wake(key, dueAt - this.clock.now());
  }

  /** Every request that is due: what lost its wake-up, or its worker. */
  async takeAllDue(): Promise<void> {
    for (const key of await this.repository.due(new Date(this.clock.now()))) await this.take(key);
    await this.disclosure.forgetExpired();
  }

  private async grant(request: RightsRequestEntity): Promise<number | null> {
    switch (request.kind) {
      case 'ERASURE':
        return this.erasure.advance(request);
      case 'ACCESS':
      case 'PORTABILITY':
        await this.disclosure.make(request);
        return null;
    }
  }
}
