import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { LeadStep, LostReason } from '../../../models/lead/lead-status.js';
import { Clock } from '../../platform/clock.js';
import { storableText } from '../../platform/storable.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import { unknownDealer } from './lead-move-problems.js';
import { LeadLife, type LeadMoveOutcome } from './lead-life.service.js';

/** What somebody tells of a lead. */
export interface LeadReport {
  readonly leadId: string;
  readonly to: LeadStep;
  readonly reason?: LostReason | null | undefined;
  readonly note?: string | null | undefined;
  readonly at?: Date | null | undefined;
  readonly dealerId?: string | null | undefined;
  readonly idempotencyKey: string;
}

/** Takes what is told of leads, by a key for itself or for a dealer of its tenant. */
@Injectable()
export class LeadReports {
  constructor(
    private readonly life: LeadLife,
    private readonly dealers: DealersService,
    private readonly clock: Clock,
  ) {}

  async report(caller: Caller, { leadId, to, reason, note, at, dealerId, idempotencyKey: key }: LeadReport): Promise<LeadMoveOutcome> {
    const teller = dealerId ?? caller.dealerId ?? null;
    const by = teller === null ? ({ kind: 'KEY', id: caller.keyId } as const) : ({ kind: 'DEALER', id: teller } as const);
    const isOther = caller.dealerId !== undefined && teller !== caller.dealerId;
    if (isOther || (by.kind === 'DEALER' && !(await this.dealers.find(caller, by.id)))) return { kind: 'INVALID', problems: [unknownDealer] };
    const said = storableText((note ?? '').trim());
    const wish = { to, reason, note: said === '' ? null : said, at: at?.getTime() ?? this.clock.now(), by, key };
    return this.life.move(caller, leadId, wish);
  } // prettier-ignore
}
