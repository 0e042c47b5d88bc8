import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  firstLifecycle,
  lifecycleSettingsSchema,
  type LifecycleSettings,
} from '../../../models/segment/lifecycle-settings.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Log } from '../../platform/log.js';
import { LifecycleRepository, type StoredLifecycle } from './lifecycle.repository.js';
import { asksForStage } from './rests-on-stages.js';

/**
 * What makes each tenant's stages. Which settings are in force is asked whenever a rule asks for a stage, so that a worker
 * can never decide by settings that a finished backfill has already replaced; what they come to is remembered by version.
 */
@Injectable()
export class StageRulesInForce {
  private readonly known = new Map<
    string,
    { readonly version: number; readonly settings: LifecycleSettings }
  >();

  constructor(
    private readonly repository: LifecycleRepository,
    private readonly log: Log,
  ) {}

  /** What a tenant has said of its stages, for these rules. @param manager of the transaction that decides by them */
  async of(tenantId: string, rules: readonly Rule[], manager?: EntityManager): Promise<LifecycleSettings> {
    if (!rules.some(asksForStage)) return firstLifecycle;
    const stored = await this.repository.find(tenantId, manager);
    if (!stored) return firstLifecycle;
    const known = this.known.get(tenantId);
    if (known?.version === stored.version) return known.settings;
    const settings = this.settingsOf(tenantId, stored);
    this.known.set(tenantId, { version: stored.version, settings });
    return settings;
  }

  /** Settings that cannot be read, after a downgrade perhaps, are taken for none: stages go on as they are everywhere. */
  settingsOf(tenantId: string, stored: StoredLifecycle | null): LifecycleSettings {
    if (stored === null) return firstLifecycle;
    const { data } = lifecycleSettingsSchema.safeParse(stored.settings);
    if (!data) this.log.error({ tenantId, version: stored.version }, 'the settings of a lifecycle cannot be read; stages are as they are everywhere'); // prettier-ignore
    return data ?? firstLifecycle;
  }
}
