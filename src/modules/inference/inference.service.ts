import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { ModelName, Tensors } from '../../models/prediction/model-manifest.js';
import { around, type ScoreInterval } from '../../models/prediction/score-interval.js';
import type { ModelReport } from '../../models/prediction/model-report.js';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { LeadFeatureValues, LeadScore, ModelStamp, OfferScores, OfferScoringRequest, ScoreReason } from '../../models/prediction/scores.js'; // prettier-ignore
import { Metrics } from '../platform/metrics.js';
import { encodeLead, leadFeatures, leadFeatureSet, readLead } from './features/lead-features.js';
import { encodeOffers } from './features/offer-features.js';
import { gradeOf } from './grade.js';
import { baselineLead, baselineLeadLogOdds } from './lead-baseline.js';
import { toLogOdds, toProbability } from './log-odds.js';
import { ModelFailure } from './model-failure.js';
import { ModelRegistry } from './model-registry.js';
import { modelUses } from './model-uses.js';
import { baselineOffers } from './offer-baseline.js';
import { Slate } from './paper.js';
import { attribute, pathRows } from './path-attribution.js';
import { readProbabilities } from './probabilities.js';
import { intervalAt } from './score-interval.js';

export { leadFeatures, leadFeatureSet } from './features/lead-features.js';
export { offerInputSet, offerWatch, readOffer, type WatchedOffer } from './features/offer-inputs.js';
export { recentAt } from './features/recent-at.js';

/** Outputs by name, one probability a row; null where the baseline must answer. */
interface Answer {
  readonly stamp: ModelStamp;
  readonly probabilities: Readonly<Record<string, Float32Array>> | null;
}

/** For whom is scored: each tenant has champions of its own. */
interface ForTenant extends Pick<Caller, 'tenantId'> {
  /** The version to ask where it runs here; null or absent: the champion. */
  readonly version?: string | null;
}

interface Asked extends ForTenant {
  readonly name: ModelName;
  readonly rows: number;
}

/**
 * Scores offers and leads on the tenant's champion, or on the baseline beside it. Never fails for want of a model:
 * the stamp of each answer says who answered, and why it was the baseline when it was.
 */
@Injectable()
export class InferenceService {
  private readonly seconds;
  private readonly fallbacks;
  /** Every request is laid down before another is written. */
  private readonly slate = new Slate();

  constructor(
    private readonly registry: ModelRegistry,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram('inference_seconds', 'Time to score one request', ['model']);
    this.fallbacks = metrics.counter('inference_fallback_total', 'Requests a baseline answered', [
      'model',
      'reason',
    ]);
  }

  /** P(click) and P(lead) of every candidate for one viewer, in the order asked, as one batch. The stamp says which version answered. */
  async scoreOffers({ tenantId, version }: ForTenant, request: OfferScoringRequest): Promise<OfferScores> {
    const ask = {
      tenantId,
      version: version ?? null,
      name: 'offer-propensity' as const,
      rows: request.candidates.length,
    };
    const { stamp, probabilities } = await this.ask(ask, () => encodeOffers(request, this.slate));
    if (!probabilities) return { model: stamp, scores: baselineOffers(request) };
    const { click, lead } = probabilities;
    const scores = request.candidates.map((_, row) => ({ click: click?.[row] ?? 0, lead: lead?.[row] ?? 0 }));
    return { model: stamp, scores };
  }

  /** P(sale within 90 days) of a lead as of `now` (ms), its interval, its grade, and what moved it; base and reasons add up to it. */
  async scoreLead({ tenantId }: ForTenant, history: ProfileHistory, now: number): Promise<LeadScore> {
    const values = readLead(history, now);
    const features = { set: leadFeatureSet, values: Array.from(values) };
    const rows = pathRows(leadFeatures.map(({ typical }) => typical), values); // prettier-ignore
    const { stamp, probabilities } = await this.ask({ tenantId, name: 'lead-score', rows: rows.length }, () =>
      encodeLead(rows),
    );
    if (!probabilities)
      return toLeadScore(stamp, baselineLeadLogOdds, baselineLead(history, now), null, features);
    const logOdds = Array.from(probabilities['probability'] ?? [], toLogOdds);
    const { base, parts } = attribute(logOdds, values.length);
    const reasons = leadFeatures.map((feature, place) => ({
      feature: feature.name,
      sentence: feature.sentence(values[place] ?? 0),
      logOdds: parts[place] ?? 0,
    }));
    // Row `values.length` of the paths is the lead as it is.
    return toLeadScore(stamp, base, reasons, intervalAt(probabilities, values.length), features);
  }

  /** Every model version found at start, what it does, and the baselines that stand in. */
  models(): readonly ModelReport[] {
    return this.registry.reports();
  }

  private async ask({ tenantId, version, name, rows }: Asked, encode: () => Tensors): Promise<Answer> {
    const stop = this.seconds.startTimer({ model: name });
    try {
      const model = await this.registry.answering(tenantId, name, version);
      const outputs = rows === 0 ? {} : await model.run(encode);
      const extra = modelUses[name].mayHave.filter((output) => output in outputs);
      const probabilities = readProbabilities([...modelUses[name].outputs, ...extra], outputs, rows);
      return { stamp: { name, version: model.version, fallback: null }, probabilities };
    } catch (fault) {
      if (!(fault instanceof ModelFailure)) throw fault;
      this.fallbacks.inc({ model: name, reason: fault.reason });
      return { stamp: { name, version: modelUses[name].baseline, fallback: fault.message }, probabilities: null }; // prettier-ignore
    } finally {
      stop();
    }
  }
}

function toLeadScore(
  model: ModelStamp,
  baseLogOdds: number,
  moved: readonly ScoreReason[],
  interval: ScoreInterval | null,
  features: LeadFeatureValues,
): LeadScore {
  const reasons = moved
    .filter(({ logOdds }) => logOdds !== 0)
    .sort((left, right) => Math.abs(right.logOdds) - Math.abs(left.logOdds));
  const probability = toProbability(reasons.reduce((sum, { logOdds }) => sum + logOdds, baseLogOdds));
  const uncertainty = interval && around(interval, probability);
  return { model, probability, uncertainty, grade: gradeOf(probability), baseLogOdds, reasons, features };
}
