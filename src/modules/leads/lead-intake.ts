import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { LeadChecks } from './lead-checks.js';
import { draftFrom, envelopeOf, leadIdOf, type LeadDraft } from './lead-draft.js';
import type { LeadProblem, NewLead } from './lead-problems.js';

/** Takes a raised hand into the log: from then on it cannot be lost, whatever happens to us before the lead is made. */
@Injectable()
export class LeadIntake {
  constructor(
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly checks: LeadChecks,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Everything wrong with a lead, the car it asks about and the one it offers included. */
  problems(caller: Caller, lead: NewLead): Promise<LeadProblem[]> {
    return this.checks.problems(caller, lead);
  }

  /**
   * Records the event (a twin counts once) and returns the lead it asks for, of the person it now belongs to. Null when
   * another person was sent under this key at the same moment: that event counts, and ours does not.
   */
  async record(caller: Caller, raised: NewLead): Promise<LeadDraft | null> {
    // A storefront's key is everybody's, and so is what a page says of whose it is.
    const lead = { ...raised, isUnproven: caller.role === 'storefront' && raised.userId !== undefined };
    const now = this.clock.now();
    const id = leadIdOf(caller.tenantId, caller.keyId, lead.idempotencyKey);
    const envelope = envelopeOf(lead, id, now);
    await this.events.record(caller, [envelope]);
    const { userId, anonymousId = '' } = envelope;
    const who = await (userId === undefined
      ? this.profiles.lookUp(caller.tenantId, 'anonymousId', anonymousId)
      : this.profiles.lookUp(caller.tenantId, 'userId', userId));
    return who && draftFrom(caller, lead, id, who, { now, freshMs: this.config.leadFreshMs });
  }
}
