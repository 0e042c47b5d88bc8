import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LeadSettingsEntity } from '../../../models/lead/lead-settings.entity.js';

/** The scope of settings for every dealer without its own. */
export const allDealers = 'ALL';

/** Reads and writes `lead_settings`. */
@Injectable()
export class LeadSettingsRepository {
  /** What counts for a dealer: its own, else those for all; null where nothing is set. */
  async of(manager: EntityManager, tenantId: string, dealerId: string): Promise<LeadSettingsEntity | null> {
    const all = await manager.findBy(LeadSettingsEntity, [{ tenantId, scope: dealerId }, { tenantId, scope: allDealers }]); // prettier-ignore
    return all.find(({ scope }) => scope === dealerId) ?? all[0] ?? null;
  }

  list(manager: EntityManager, tenantId: string): Promise<LeadSettingsEntity[]> {
    return manager.find(LeadSettingsEntity, { where: { tenantId }, order: { scope: 'ASC' } });
  }

  async put(manager: EntityManager, settings: LeadSettingsEntity): Promise<void> {
    await manager.upsert(LeadSettingsEntity, settings, ['tenantId', 'scope']);
  }

  async remove(manager: EntityManager, tenantId: string, scope: string): Promise<void> {
    await manager.delete(LeadSettingsEntity, { tenantId, scope });
  }
}
