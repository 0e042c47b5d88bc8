import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';
import { LeadNotes } from '../../events/lead-notes.service.js';
import { DueWork } from '../../platform/due-work.js';
import { Log } from '../../platform/log.js';
import type { ClaimedLead } from '../leads.repository.js';
import { LeadOwners } from '../lead-owners.js';
import { LeadRouting } from '../routing/lead-routing.js';
import { LateLeads } from './late-leads.js';

/** Leads given to another dealer in one go. */
const stride = 50;
/** A lead that could not be handled is tried again after that. */
const againMs = 5 * 60_000;

/**
 * Notices that nobody answered a lead in time, and gives it to another dealer when the second limit has passed. What is due stands
 * in the lead: a timer that was lost, or a worker, loses nothing, and two of them do it once.
 */
@Injectable()
export class LeadResponse {
  private readonly work: DueWork;

  constructor(
    private readonly late: LateLeads,
    private readonly owners: LeadOwners,
    private readonly routing: LeadRouting,
    private readonly notes: LeadNotes,
    log: Log,
  ) {
    this.work = new DueWork(
      () => this.late.now().getTime(),
      (fault, leadId) => log.warn({ err: fault, leadId }, 'a late lead could not be handled; it is tried again later'), // prettier-ignore
      againMs,
    );
  }

  /** Does all that is due. A lead that cannot be handled is left for later, so that it holds up nobody behind it. */
  async run(): Promise<void> {
    await this.work.run((but) => this.late.overdue(this.late.now(), stride, but), (lead) => this.escalate(lead), stride); // prettier-ignore
    await this.work.run((but) => this.late.forAnother(this.late.now(), stride, but), (lead) => this.giveToAnother(lead), stride); // prettier-ignore
  }

  /** When nobody answered a lead in time, the first first. */
  escalations(caller: Pick<Caller, 'tenantId'>, leadId: string): Promise<LeadEscalationEntity[]> {
    return this.late.escalations(caller, leadId);
  }

  /** Marks a lead that is overdue, and tells of it. */
  private async escalate(overdue: ClaimedLead): Promise<void> {
    const told = await this.late.escalate(overdue, async (manager, lead) => {
      const [now = lead] = await this.owners.asOfNow([lead], manager);
      await this.notes.addOverdue(manager, now);
      return now;
    });
    if (told) this.notes.wake([told]);
  }

  private giveToAnother({ tenantId, id }: ClaimedLead): Promise<unknown> {
    const now = this.late.now();
    return this.routing.reroute({ tenantId }, id, 'OVERDUE', ({ respondedAt, rerouteDueAt }) =>
      respondedAt === null && rerouteDueAt !== null && rerouteDueAt <= now); // prettier-ignore
  }
}
