import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { LeadLife, type LeadMoveOutcome } from '../../leads/life/lead-life.service.js';
import { Clock } from '../../platform/clock.js';
import { storableText } from '../../platform/storable.js';
import { HandoverDeliveries } from '../deliveries/deliveries.service.js';
import { handoverError } from '../handover.errors.js';
import { HandoverTargets } from '../targets/targets.service.js';
import { problem, type HandoverProblem } from '../targets/target-draft.js';
import { readFeedback, type Feedback } from './feedback.js';

/** Most that is told at once. */
const mostAtOnce = 200;

/** What became of one thing that was told; `place` counts from 1. */
export type FeedbackAnswer = { readonly place: number } & (
  | { readonly leadId: string; readonly status: string; readonly isNew: boolean }
  | { readonly problems: readonly HandoverProblem[] }
);

/** Takes what dealers tell of leads they were given, and moves the leads. Told again under its key, it counts once. */
@Injectable()
export class LeadFeedback {
  constructor(
    private readonly life: LeadLife,
    private readonly deliveries: HandoverDeliveries,
    private readonly targets: HandoverTargets,
    private readonly clock: Clock,
  ) {}

  /**
   * One thing that is told, or a list of them; each by itself, in order.
   * @throws AppError INVALID_LEAD_FEEDBACK where none can be taken
   */
  async take(caller: Caller, json: unknown): Promise<{ readonly feedback: readonly FeedbackAnswer[] }> {
    const all: readonly unknown[] = Array.isArray(json) ? json : [json];
    if (all.length === 0 || all.length > mostAtOnce) throw handoverError('INVALID_LEAD_FEEDBACK', `There are ${all.length} in the list; send 1 to ${mostAtOnce}.`); // prettier-ignore
    const feedback: FeedbackAnswer[] = [];
    for (const [index, one] of all.entries()) {
      const read = readFeedback(one);
      const answer = 'problems' in read ? read : await this.takeOne(caller, read);
      feedback.push({ place: index + 1, ...answer });
    }
    if (feedback.every((answer) => 'problems' in answer)) throw handoverError('INVALID_LEAD_FEEDBACK', 'None of it could be taken; details.feedback says why.', { feedback }); // prettier-ignore
    return { feedback };
  }

  private async takeOne(caller: Caller, told: Feedback) {
    const { status: to, reason, note, at, key } = told;
    const delivery = told.deliveryId === undefined ? null : await this.deliveries.find(caller, told.deliveryId); // prettier-ignore
    const leadId = told.deliveryId === undefined ? told.leadId : delivery?.leadId;
    if (leadId === undefined) return refused('deliveryId', 'There is no such delivery.', 'Give the id that came with the lead, or leadId.'); // prettier-ignore
    const dealerId = delivery && (await this.targets.find(caller, delivery.targetId))?.dealerId;
    // Whoever sends it: what was handed to a dealer is told by that dealer, and counts while they have the lead.
    const teller = caller.dealerId ?? dealerId ?? undefined;
    const by = teller ? ({ kind: 'DEALER', id: teller } as const) : ({ kind: 'KEY', id: caller.keyId } as const); // prettier-ignore
    const as = { tenantId: caller.tenantId, ...(teller ? { dealerId: teller } : {}) };
    const said = storableText((note ?? '').trim());
    const when = at ? Date.parse(at) : this.clock.now();
    const outcome = await this.life.move(as, leadId, { to, reason: reason ?? null, note: said === '' ? null : said, at: when, by, key }); // prettier-ignore
    return delivery && outcome.kind === 'NOT_FOUND' ? noMoreTheirs : answerTo(outcome);
  }
}

const noMoreTheirs = refused('deliveryId', 'The dealer it went to has the lead no more.', 'Tell nothing more of it: whoever has it now does.'); // prettier-ignore

function answerTo(outcome: LeadMoveOutcome) {
  switch (outcome.kind) {
    case 'MOVED':
      return { leadId: outcome.lead.id, status: outcome.lead.status, isNew: outcome.isNew };
    case 'NOT_FOUND':
      return refused('leadId', 'There is no such lead.', 'Give the id that came with the lead.');
    case 'NOT_ALLOWED':
      if (outcome.from === 'FOLDED') return refused('status', 'Another lead of the same person stands for it, and another dealer has that one.', 'Tell nothing more of it, unless it comes back to you.'); // prettier-ignore
      return refused('status', `The lead is ${outcome.from}; no way leads there.`, `Tell one of: ${outcome.allowed.join(', ')}.`); // prettier-ignore
    case 'INVALID':
      return { problems: outcome.problems.map(({ path, ...rest }) => ({ path: path === 'idempotencyKey' ? 'key' : path, ...rest })) }; // prettier-ignore
  }
}

function refused(path: string, message: string, remedy: string) {
  return { problems: [problem(path, message, remedy)] };
}
