import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ModelDriftEntity } from '../../models/prediction/model-drift.entity.js';
import { sizeOf } from './counting/bins.js';
import { countRows, scoreName, type Counted } from './counting/count-rows.js';
import { dayOf, plusDays } from './counting/days.js';
import { DaysRepository } from './counting/days.repository.js';
import { ModelStandings } from '../inference/standings/model-standings.service.js';
import { ModelAlerts } from './alerts/alerts.service.js';
import { DriftRepository, type WatchedVersion } from './drift.repository.js';
import { judge } from './judging/judge.js';
import { usualThresholds } from './judging/thresholds.js';
import { referenceEnd } from './judging/windows.js';
import { RowSources } from './sources/row-sources.js';
import type { Days } from './sources/scored-row.js';
import { modelWords } from './words/model-words.js';

/** A day is counted so long after its end: by then its last rows are written, and its last clicks told. */
const graceMs = 2 * 3_600_000;
/** What is known of a version is kept so long after its last day as champion: should it come back, it is held against its first weeks. */
const formerKeptDays = 180;

/** A version that answers a tenant, and since when. */
export interface ChampionOf extends WatchedVersion {
  readonly since: Date;
}

/**
 * Counts the days of one tenant's version that are over, and judges it. What is counted, what follows from it and the alerts are kept in one
 * transaction: dying or running twice changes nothing.
 */
@Injectable()
export class TenantDrift {
  constructor(
    private readonly repository: DriftRepository,
    private readonly days: DaysRepository,
    private readonly alerts: ModelAlerts,
    private readonly sources: RowSources,
    private readonly standings: ModelStandings,
  ) {}

  /** @param now milliseconds since the epoch */
  async look(of: ChampionOf, now: number): Promise<void> {
    const known = await this.repository.find(of);
    const until = dayOf(now - graceMs);
    const inputsFrom = known?.countedUntil ?? earlier(dayOf(of.since.getTime()), until);
    const source = this.sources.of(of.model);
    const from = earlier(inputsFrom, plusDays(until, -source.outcomesOpenDays));
    const counted = await countRows(source.rows(of, of.version, { from, until }), source.inputs, inputsFrom);
    await this.repository.dataSource.transaction(async (manager) => {
      await this.repository.hold(manager, of);
      const current = await this.repository.find(of, manager);
      // Another counted these days while this one did: theirs stand.
      if (current?.countedUntil !== known?.countedUntil) return;
      // Another was promoted while this one was counted: its alerts are those that stand.
      if (!(await this.standings.isChampion(manager, of))) return;
      await this.keep(manager, of, { known, now, days: { from, until }, inputsFrom, counted });
    });
  }

  private async keep(manager: EntityManager, of: ChampionOf, { known, now, days, inputsFrom, counted }: Look): Promise<void> {
    const { tenantId, model, version } = of;
    await this.days.write(manager, of, days, inputsFrom, counted);
    const source = this.sources.of(model);
    const [inputs, outcomes] = [await this.days.inputs(of, manager), await this.days.outcomes(of, '0001-01-01', manager)];
    const lastDay = plusDays(days.until, -1);
    const sizes = (inputs.get(scoreName) ?? []).map(({ day, bins }) => ({ day, rows: sizeOf(bins) }));
    const referenceUntil = known?.referenceUntil ?? referenceEnd(sizes, lastDay);
    const thresholds = (await this.repository.thresholds(tenantId)) ?? usualThresholds;
    const { calibrationDays, outcomesOpenDays } = source;
    const report = judge({ inputs: source.inputs, days: inputs, outcomes, referenceUntil, lastDay, calibrationDays, outcomesOpenDays, thresholds, words: modelWords[model] });
    const judgedAt = new Date(now);
    await this.alerts.take(manager, of, report, judgedAt);
    await this.repository.put(manager, { tenantId, model, version, countedUntil: days.until, referenceUntil, judgedAt, report });
    await this.days.forget(manager, of, await this.repository.forget(manager, of, plusDays(days.until, -formerKeptDays)));
    if (referenceUntil !== null) await this.days.prune(manager, of, referenceUntil, days.until);
  } // prettier-ignore
}

interface Look {
  readonly known: ModelDriftEntity | null;
  readonly now: number;
  readonly days: Days;
  readonly inputsFrom: string;
  readonly counted: Counted;
}

const earlier = (one: string, other: string) => (one < other ? one : other);
