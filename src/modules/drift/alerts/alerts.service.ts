import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { DriftReport } from '../../../models/prediction/drift.js';
import type { ModelAlertRecord } from '../../../models/prediction/model-alert.entity.js';
import type { Page } from '../../platform/graphql/connection.js';
import { Log } from '../../platform/log.js';
import type { WatchedVersion } from '../drift.repository.js';
import { AlertsRepository, type AlertsAsk } from './alerts.repository.js';
import { changeAlerts } from './change-alerts.js';

/** Raises alerts of what drifted, once each, and closes them when it is over. What is to be done is decided in `changeAlerts`. */
@Injectable()
export class ModelAlerts {
  constructor(
    private readonly repository: AlertsRepository,
    private readonly log: Log,
  ) {}

  /** Takes in what was found of the version that answers now; those of a version that answers no more are closed. The caller holds the model. */
  async take(manager: EntityManager, of: WatchedVersion, report: DriftReport, at: Date): Promise<void> {
    const { tenantId, model, version } = of;
    const open = await this.repository.open(manager, of);
    const [current, former] = [open.filter((alert) => alert.version === version), open.filter((alert) => alert.version !== version)]; // prettier-ignore
    const { raise, close } = changeAlerts(current.map(({ subject }) => subject), report); // prettier-ignore
    for (const alert of former) await this.repository.close(manager, alert, at, `Version ${version} answers now.`); // prettier-ignore
    for (const { subject, closing } of close)
      for (const alert of current.filter((each) => each.subject === subject))
        await this.repository.close(manager, alert, at, closing);
    await this.repository.raise(manager, raise.map((alarm) => ({ ...alarm, tenantId, model, version, id: uuidv7({ msecs: at.getTime() }), openedAt: at, closedAt: null, closing: null }))); // prettier-ignore
    for (const { subject, amount } of raise) this.log.warn({ tenantId, model, version, subject, amount }, 'a model drifted; see modelDrift'); // prettier-ignore
  }

  /** A tenant's alerts, newest first; one more than the page when there is one. */
  list({ tenantId }: Pick<Caller, 'tenantId'>, ask: AlertsAsk, page: Page): Promise<ModelAlertRecord[]> {
    return this.repository.list(tenantId, ask, page);
  }
}
