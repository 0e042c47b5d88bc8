import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import type { ViewerName } from './viewer-name.js';

/** Remembers that a browser asked for Global Privacy Control, behind the answer. */
@Injectable()
export class PrivacySignals {
  constructor(
    private readonly events: EventsService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Returns at once. What cannot be written is said again with the browser's next request. */
  remember(caller: Caller, { anonymousId, userId }: ViewerName): void {
    const said = {
      ...({ messageId: randomUUID(), type: 'CONSENT_CHANGED', name: 'CONSENT_CHANGED' } as const),
      anonymousId: anonymousId ?? undefined,
      userId: userId ?? undefined,
      occurredAt: this.clock.now(),
      consent: { gpc: true },
    };
    this.events.record(caller, [said]).catch((fault: unknown) => {
      this.log.warnRarely({ err: fault }, 'a request for privacy could not be written; the next one will be');
    });
  }
}
