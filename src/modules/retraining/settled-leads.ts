import { Injectable } from '@nestjs/common';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { LeadLabels } from '../leads/labels/lead-labels.service.js';
import { leadCount, type LeadCount } from './enough.js';
import { RetrainingsRepository } from './retrainings.repository.js';

const ever = new Date(0);

/** How many leads of a tenant are settled, and how many of them no version has learned of. */
@Injectable()
export class SettledLeads {
  constructor(
    private readonly labels: LeadLabels,
    private readonly repository: RetrainingsRepository,
  ) {}

  async of({ tenantId, model }: Pick<Retraining, 'tenantId' | 'model'>): Promise<LeadCount> {
    let leads = 0;
    for await (const _ of this.labels.settled({ tenantId }, ever)) leads++;
    return leadCount(leads, await this.repository.leadsOfLast(tenantId, model));
  }
}
