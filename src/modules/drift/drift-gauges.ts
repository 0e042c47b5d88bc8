import { Injectable } from '@nestjs/common';
import { driftStates } from '../../models/prediction/drift.js';
import { modelNames } from '../../models/prediction/model-manifest.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { Ticking } from '../platform/ticking.js';
import { AlertsRepository } from './alerts/alerts.repository.js';
import { DriftRepository } from './drift.repository.js';

/** Any worker may have looked last: each tells what all of them found. */
const tellMs = 60_000;

/** What operators are told of drift at `/metrics` of the workers: how many tenants' models stand how, of all tenants together. */
@Injectable()
export class DriftGauges {
  private readonly states;
  private readonly open;
  private readonly ticking: Ticking;

  constructor(
    private readonly repository: DriftRepository,
    private readonly alerts: AlertsRepository,
    log: Log,
    metrics: Metrics,
  ) {
    this.states = metrics.gauge('model_drift_tenants', 'Tenants by how their model stands beside its first weeks', ['model', 'state']); // prettier-ignore
    this.open = metrics.gauge('model_alerts_open', 'Open alerts of drift, of all tenants', ['model']);
    this.ticking = new Ticking(tellMs, () => this.tell(), (fault) => log.warn({ err: fault }, 'drift could not be told at /metrics')); // prettier-ignore
  }

  start(): void {
    this.ticking.start();
  }

  stop(): Promise<void> {
    return this.ticking.stop();
  }

  /** Reads how all stand. */
  async tell(): Promise<void> {
    const [states, open] = [await this.repository.states(), await this.alerts.countOpen()];
    for (const model of modelNames) {
      this.open.set({ model }, open.find((each) => each.model === model)?.count ?? 0);
      for (const state of driftStates)
        this.states.set({ model, state }, states.find((each) => each.model === model && each.state === state)?.count ?? 0); // prettier-ignore
    }
  }
}
