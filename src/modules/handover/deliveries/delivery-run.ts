import { Injectable } from '@nestjs/common';
import { HandedLeads } from '../handed-leads.js';
import { HandoverTargets } from '../targets/targets.service.js';
import { withdrawn, type Delivery, type TryAnswer } from './delivery.js';
import { HandoverMetrics } from './handover.metrics.js';
import type { LeadMessageType } from './lead-message.js';
import { HandoverSender } from './sender.js';

const types: Readonly<Record<Delivery['subject'], LeadMessageType>> = {
  LEAD: 'lead.created',
  HAND: 'lead.joined',
  MOVE: 'lead.moved',
  ROUTED: 'lead.routed',
  OVERDUE: 'lead.overdue',
};

/** One try to hand one thing over. */
@Injectable()
export class DeliveryRun {
  constructor(
    private readonly targets: HandoverTargets,
    private readonly leads: HandedLeads,
    private readonly sender: HandoverSender,
    private readonly metrics: HandoverMetrics,
  ) {}

  /** What came of it; null when there is nothing to hand over any more: the target or the lead is gone. */
  async tryOnce(delivery: Delivery): Promise<TryAnswer | typeof withdrawn | null> {
    const { id, tenantId, targetId, leadId, subject, occasion, isResent, move, createdAt: at } = delivery;
    try {
      const target = await this.targets.find({ tenantId }, targetId);
      const handId = subject === 'HAND' ? occasion.replace('hand:', '') : null;
      const handed = target && (await this.leads.find(tenantId, leadId, handId));
      if (!target || !handed) return null;
      // Only the dealer who has it now is told of it, and nobody of whom it was.
      if (target.dealerId !== null && target.dealerId !== handed.lead.dealerId) return withdrawn;
      return await this.sender.send(target, handed, { id, type: types[subject], isResent, move, at });
    } catch (fault) {
      this.metrics.failed(fault, delivery);
      return { failure: 'Something failed on our side, and is logged.', askedPauseMs: null };
    }
  }
}
