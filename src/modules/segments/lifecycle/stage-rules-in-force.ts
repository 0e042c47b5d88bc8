import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  firstLifecycle,
  lifecycleSettingsSchema,
  type LifecycleSettings,
} from '../../../models/segment/lifecycle-settings.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Log } from '../../platform/log.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { stageRule, stageRuleOf } from '../stage-rules.js';
import { LifecycleRepository, type StoredLifecycle } from './lifecycle.repository.js';
import { asksForStage } from './rests-on-stages.js';

type StageRule = Surroundings['stageRule'];

/**
 * What makes each tenant's stages. Which settings are in force is asked whenever a rule asks for a stage, so that a worker
 * can never decide by settings that a finished backfill has already replaced; what they come to is remembered by version.
 */
@Injectable()
export class StageRulesInForce {
  private readonly known = new Map<string, { readonly version: number; readonly stageRule: StageRule }>();

  constructor(
    private readonly repository: LifecycleRepository,
    private readonly log: Log,
  ) {}

  /** What it takes to be at each stage, for these rules. @param manager of the transaction that decides by them */
  async of(tenantId: string, rules: readonly Rule[], manager?: EntityManager): Promise<StageRule> {
    if (!rules.some(asksForStage)) return stageRule;
    const stored = await this.repository.find(tenantId, manager);
    if (!stored) return stageRule;
    const known = this.known.get(tenantId);
    if (known?.version === stored.version) return known.stageRule;
    const read = { version: stored.version, stageRule: stageRuleOf(this.settingsOf(tenantId, stored)) };
    this.known.set(tenantId, read);
    return read.stageRule;
  }

  /** Settings that cannot be read, after a downgrade perhaps, are taken for none: stages go on as they are everywhere. */
  settingsOf(tenantId: string, stored: StoredLifecycle | null): LifecycleSettings {
    if (stored === null) return firstLifecycle;
    const { data } = lifecycleSettingsSchema.safeParse(stored.settings);
    if (!data) this.log.error({ tenantId, version: stored.version }, 'the settings of a lifecycle cannot be read; stages are as they are everywhere'); // prettier-ignore
    return data ?? firstLifecycle;
  }
}
