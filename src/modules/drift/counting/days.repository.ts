import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { ModelInputDayEntity } from '../../../models/prediction/model-input-day.entity.js';
import { ModelOutcomeDayEntity } from '../../../models/prediction/model-outcome-day.entity.js';
import type { WatchedVersion } from '../drift.repository.js';
import type { InputDay } from '../judging/judge-input.js';
import type { OutcomeDay } from '../judging/judge-calibration.js';
import type { Days } from '../sources/scored-row.js';
import type { Counted } from './count-rows.js';
import { plusDays } from './days.js';

/** Days that are not of the reference are kept so long: far more than is held against it. */
const keptDays = 60;
/** What came of leads is known within 90 days, of the four weeks before. */
const outcomesKeptDays = 180;

/** SQL of `model_input_days` and `model_outcome_days`. */
@Injectable()
export class DaysRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Writes days as they were counted, in the place of what was written of them before: inputs of the days from `inputsFrom` on, outcomes
   * of all. So counting again comes to the same.
   */
  async write(manager: EntityManager, of: WatchedVersion, { from, until }: Days, inputsFrom: string, counted: Counted): Promise<void> {
    const { tenantId, model, version } = of;
    const key = { tenantId, model, version };
    const remove = (table: string, first: string) =>
      manager.query(`delete from ${table} where tenant_id = $1 and model = $2 and version = $3 and day >= $4 and day < $5`, [tenantId, model, version, first, until]);
    await remove('model_input_days', inputsFrom);
    await remove('model_outcome_days', from);
    const inputs = [...counted.inputs].flatMap(([day, all]) => [...all].map(([input, { total, bins }]) => ({ ...key, day, input, total, bins: Object.fromEntries(bins) })));
    const outcomes = [...counted.outcomes].map(([day, { rows, bins }]) => ({ ...key, day, rows, bins: Object.fromEntries(bins) }));
    await manager.insert(ModelOutcomeDayEntity, outcomes);
    for (let at = 0; at < inputs.length; at += 1_000) await manager.insert(ModelInputDayEntity, inputs.slice(at, at + 1_000));
  } // prettier-ignore

  /** Days of each input and of `score`, in order. */
  async inputs({ tenantId, model, version }: WatchedVersion, manager = this.dataSource.manager): Promise<Map<string, InputDay[]>> {
    const rows = await manager.find(ModelInputDayEntity, { where: { tenantId, model, version }, order: { day: 'ASC' } });
    const days = new Map<string, InputDay[]>();
    for (const { input, day, total, bins } of rows) {
      const found = days.get(input);
      const counted = { day, total, bins: binsOf(bins) };
      if (found) found.push(counted);
      else days.set(input, [counted]);
    }
    return days;
  } // prettier-ignore

  /** What came of the days from one on, in order. */
  async outcomes({ tenantId, model, version }: WatchedVersion, from: string, manager = this.dataSource.manager): Promise<OutcomeDay[]> {
    const rows = await manager.find(ModelOutcomeDayEntity, { where: { tenantId, model, version, day: MoreThanOrEqual(from) }, order: { day: 'ASC' } });
    return rows.map(({ day, rows: size, bins }) => ({ day, rows: size, bins: binsOf(bins) }));
  } // prettier-ignore

  /** Lets all days of some versions go. */
  async forget(manager: EntityManager, { tenantId, model }: Pick<WatchedVersion, 'tenantId' | 'model'>, versions: readonly string[]): Promise<void> {
    if (versions.length === 0) return;
    const which = { tenantId, model, version: In([...versions]) };
    await manager.delete(ModelInputDayEntity, which);
    await manager.delete(ModelOutcomeDayEntity, which);
  } // prettier-ignore

  /** Lets days go that nothing is held against any more; `referenceUntil` is the last of the reference, `until` the first not counted. */
  async prune(manager: EntityManager, { tenantId, model, version }: WatchedVersion, referenceUntil: string, until: string): Promise<void> {
    const key = [tenantId, model, version];
    await manager.query('delete from model_input_days where tenant_id = $1 and model = $2 and version = $3 and day > $4 and day < $5', [...key, referenceUntil, plusDays(until, -keptDays)]);
    await manager.query('delete from model_outcome_days where tenant_id = $1 and model = $2 and version = $3 and day < $4', [...key, plusDays(until, -outcomesKeptDays)]);
  } // prettier-ignore
}

function binsOf<T>(bins: Readonly<Record<string, T>>): Map<number, T> {
  return new Map(Object.entries(bins).map(([bin, count]) => [Number(bin), count]));
}
