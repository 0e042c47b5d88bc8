import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { ModelName } from '../../models/prediction/model-manifest.js';
import { RetrainingSettingEntity, type RetrainingSetting } from '../../models/prediction/retraining-setting.entity.js'; // prettier-ignore

/** What an administrator sets; since when it is on is known from before. */
export type RetrainingWish = Omit<RetrainingSettingEntity, 'onSince'> & { readonly isOn: boolean };

/** SQL of `retraining_settings`. */
@Injectable()
export class RetrainingSettingsRepository {
  constructor(private readonly dataSource: DataSource) {}

  find(tenantId: string, model: ModelName): Promise<RetrainingSetting | null> {
    return this.dataSource.manager.findOneBy(RetrainingSettingEntity, { tenantId, model });
  }

  /** Sets it. What was on and stays on goes on being due as before. */
  async put({ tenantId, model, isOn, cadence, leastNewLeads, promoteOnEvidence, setBy, setAt }: RetrainingWish): Promise<void> {
    await this.dataSource.query(
      `insert into retraining_settings as s (tenant_id, model, on_since, cadence, least_new_leads, promote_on_evidence, set_by, set_at)
       values ($1, $2, case when $3 then $8::timestamptz end, $4, $5, $6, $7, $8)
       on conflict (tenant_id, model) do update set
         on_since = case when $3 then coalesce(s.on_since, excluded.set_at) end, cadence = excluded.cadence,
         least_new_leads = excluded.least_new_leads, promote_on_evidence = excluded.promote_on_evidence,
         set_by = excluded.set_by, set_at = excluded.set_at`,
      [tenantId, model, isOn, cadence, leastNewLeads, promoteOnEvidence, setBy, setAt],
    );
  } // prettier-ignore

  /** Every setting that is on, of every tenant: whoever looks for what is due does it for all. */
  allOn(): Promise<RetrainingSetting[]> {
    return this.dataSource.manager
      .createQueryBuilder(RetrainingSettingEntity, 's')
      .where('s.on_since is not null')
      .getMany();
  }
}
