import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { Clock } from '../platform/clock.js';
import { HandoverSender } from './deliveries/sender.js';
import { HandedLeads } from './handed-leads.js';
import { HandoverTargets } from './targets/targets.service.js';

/** What came of trying a target. */
export interface Trial {
  /** Null when the receiver took it, else why not. */
  readonly failure: string | null;
  readonly tookMs: number;
}

/** Tries the way to a target by a lead of nobody, at once and once only. */
@Injectable()
export class HandoverTrials {
  constructor(
    private readonly targets: HandoverTargets,
    private readonly leads: HandedLeads,
    private readonly sender: HandoverSender,
    private readonly clock: Clock,
  ) {}

  /** Null when there is no such target. */
  async tryTarget(caller: Caller, id: string): Promise<Trial | null> {
    const target = await this.targets.find(caller, id);
    if (!target) return null;
    const at = new Date(this.clock.now());
    const example = await this.leads.example(caller.tenantId, target.dealerId, at);
    const began = performance.now();
    const outgoing = { id: randomUUID(), type: 'lead.test', isResent: false, move: null, at } as const;
    const { failure } = await this.sender.send(target, example, outgoing);
    return { failure, tookMs: Math.round(performance.now() - began) };
  }
}
