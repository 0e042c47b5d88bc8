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
  private readonly lag;

  constructor(metrics: Metrics) {
    this.profiles = metrics.counter('segments_profiles_evaluated_total', 'Profiles evaluated');
    this.entries = metrics.counter('segments_log_entries_total', 'Log entries taken in');
    this.seconds = metrics.histogram(
      'segments_evaluation_seconds',
      'Time of one evaluation transaction, waiting for its connection included',
    );
    this.freshness = metrics.histogram(
      'segments_freshness_seconds',
      'Time from when an event was accepted until the viewer state that knows of it was published',
      [],
      [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 600],
    );
    this.lag = metrics.gauge(
      'segments_log_lag_seconds',
      'Age of the oldest log entry last taken in, when it was published; 0 when nothing was left',
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

  /** One transaction was committed and published at `now`. */
  stepped({ evaluated, acceptedAt, left }: StepOutcome, now: number): void {
    this.profiles.inc(evaluated.length);
    this.entries.inc(acceptedAt.length);
    for (const at of acceptedAt) this.freshness.observe(Math.max(0, now - at) / 1_000);
    const oldest = Math.min(now, ...acceptedAt);
    this.lag.set(left === 'nothing' ? 0 : (now - oldest) / 1_000);
  }
}
