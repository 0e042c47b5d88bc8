import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { LeadSettingsEntity } from '../../../models/lead/lead-settings.entity.js';
import { Clock } from '../../platform/clock.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import type { LeadProblem } from '../lead-problems.js';
import { unknownDealer } from '../life/lead-move-problems.js';
import { allDealers, LeadSettingsRepository } from './lead-settings.repository.js';
import { settingsProblems, type NewLeadSettings } from './settings-problems.js';

/** What became of settings: all that are set now, or what was wrong. */
export type LeadSettingsOutcome =
  { readonly all: readonly LeadSettingsEntity[] } | { readonly problems: readonly LeadProblem[] };

/** How soon a tenant's dealers are to answer their leads. */
@Injectable()
export class LeadSettings {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: LeadSettingsRepository,
    private readonly dealers: DealersService,
    private readonly clock: Clock,
  ) {}

  /** All that is set: for each dealer with settings of its own, and for all others. */
  list({ tenantId }: Pick<Caller, 'tenantId'>): Promise<LeadSettingsEntity[]> {
    return this.repository.list(this.dataSource.manager, tenantId);
  }

  /** Sets them for leads routed from now on; clocks that run go on as they are. */
  async set(caller: Pick<Caller, 'tenantId'>, settings: NewLeadSettings): Promise<LeadSettingsOutcome> {
    const { dealerId, responseMinutes, rerouteMinutes } = settings;
    const isKnown = dealerId === null || (await this.dealers.find(caller, dealerId)) !== null;
    const problems = [...settingsProblems(settings), ...(isKnown ? [] : [unknownDealer])];
    if (problems.length > 0) return { problems };
    const { manager } = this.dataSource;
    const { tenantId } = caller;
    const scope = dealerId ?? allDealers;
    if (responseMinutes === null) await this.repository.remove(manager, tenantId, scope);
    else await this.repository.put(manager, { tenantId, scope, dealerId, responseMinutes, rerouteMinutes, updatedAt: new Date(this.clock.now()) }); // prettier-ignore
    return { all: await this.list(caller) };
  }
}
