import { Injectable } from '@nestjs/common';
import { Metrics } from '../platform/metrics.js';
import type { StepOutcome } from './evaluation-step.js';

/** What an operator watches of evaluation. */
@Injectable()
export class EvaluationMetrics {
  private readonly profiles;
  private readonly entries;
  private readonly seconds;
  private readonly freshness;
  private readonly backlog;

  constructor(metrics: Metrics) {
    this.profiles = metrics.counter('segments_profiles_evaluated_total', 'Profiles evaluated');
    this.entries = metrics.counter('segments_log_entries_total', 'Log entries taken in');
    this.seconds = metrics.histogram(
      'segments_evaluation_seconds',
      'Time of one evaluation transaction, waiting for its connection included',
    );
    this.freshness = metrics.gauge(
      'segments_log_lag_seconds',
      'Age, when last looked, of the oldest log entry not yet evaluated; 0 when there is none',
    );
    this.backlog = metrics.gauge(
      'segments_due_profiles',
      'Profiles whose evaluation is due, when last looked',
    );
  }

  /** Runs `work` and takes its time. */
  async timed<T>(work: () => Promise<T>): Promise<T> {
    const end = this.seconds.startTimer();
    try {
      return await work();
    } finally {
      end();
    }
  }

  stepped({ evaluated, entries }: StepOutcome): void {
    this.profiles.inc(evaluated.length);
    this.entries.inc(entries);
  }

  looked(lagSeconds: number, dueProfiles: number): void {
    this.freshness.set(lagSeconds);
    this.backlog.set(dueProfiles);
  }
}
