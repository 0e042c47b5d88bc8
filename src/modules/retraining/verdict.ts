import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { speaksFor, type ModelEvidence } from '../../models/prediction/model-standing.js';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { TenantModels } from '../inference/standings/tenant-models.service.js';
import { AppError } from '../platform/app-error.js';
import { PromotionService } from '../promotion/promotion.service.js';
import { OutlivedVersions } from './outlived-versions.js';
import type { RetrainingEnd } from './retrainings.repository.js';
import { RetrainingSettingsRepository } from './settings.repository.js';

/** What speaks for a version that was just made, whether it answers from now on, and which older ones go. */
@Injectable()
export class Verdict {
  constructor(
    private readonly models: TenantModels,
    private readonly promotion: PromotionService,
    private readonly settings: RetrainingSettingsRepository,
    private readonly outlived: OutlivedVersions,
  ) {}

  /** Weighs the version of a run, and promotes it only where the tenant said so and every gate holds. Then the oldest are let go. */
  async of(run: Retraining, version: string): Promise<RetrainingEnd> {
    const end = await this.weigh(run, version);
    await this.outlived.letGo(run);
    return end;
  }

  private async weigh(
    { tenantId, model: name, number }: Retraining,
    version: string,
  ): Promise<RetrainingEnd> {
    const setting = await this.settings.find(tenantId, name);
    // It is done for whoever set that it may be: their key stands in the audit trail.
    const caller: Caller = { tenantId, role: 'admin', keyId: setting?.setBy ?? 'retraining' };
    const { fault, metrics, state } = await this.models.find(caller, { name, version });
    if (fault !== null)
      return { state: 'FAILED', message: `The version was made and does not run: ${fault}` };
    const made = { state: 'DONE', version, metrics } as const;
    // A worker promoted it and did not live to say so.
    if (state === 'CHAMPION') return { ...made, isPromoted: true, message: 'It was promoted.' };
    const evidence = await this.evidence(caller, version, name);
    if (typeof evidence === 'string') return { ...made, message: `It is a candidate. ${evidence}` };
    const speaks = speaksFor(evidence);
    if (!speaks || setting?.promoteOnEvidence !== true) return { ...made, evidence, message: waits(speaks) };
    const reason = `Retraining ${number}, promoteOnEvidence`;
    const outcome = await said(() => this.promotion.promote(caller, { name, version, force: false, reason }));
    if (typeof outcome !== 'string' && 'name' in outcome)
      return { ...made, evidence, isPromoted: true, message: 'It was promoted: all gates hold.' };
    const why = typeof outcome === 'string' ? outcome : 'The evidence changed meanwhile.';
    return { ...made, evidence, message: `It is a candidate and was not promoted. ${why}` };
  }

  /** The evidence, or why there is none, in words. */
  private async evidence(caller: Caller, version: string, name: Retraining['model']): Promise<ModelEvidence | string> {
    const found = await said(() => this.promotion.evidence(caller, { name, version }));
    if (found === null) return 'No version answers that it could be held against.';
    return typeof found === 'string' || !('fault' in found) ? found : found.fault;
  } // prettier-ignore
}

/** What comes of asking; what cannot be now is said in words. */
async function said<T>(ask: () => Promise<T>): Promise<T | string> {
  try {
    return await ask();
  } catch (fault) {
    if (fault instanceof AppError) return fault.message;
    throw fault;
  }
}

function waits(speaks: boolean): string {
  return speaks
    ? 'It is a candidate: all gates hold, and promoteOnEvidence is off. promoteModel makes it champion.'
    : 'It is a candidate: the evidence does not speak for it yet.';
}
