import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import { usualPolicy, wholePolicy, type WholePolicy } from '../../models/decision/offer-policy.js';
import type { Tried } from '../../models/experiment/tried.js';
import { TryingService } from '../experiments/trying.service.js';
import { heldOut, mattered } from './held-out.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import type { Barred } from './limits/barred.js';
import type { Viewer } from './viewers.js';

/** One viewer's arms in the experiments that run, for one answer. */
export interface Trial {
  readonly tenantId: string;
  readonly viewer: Pick<Viewer, 'unit' | 'isCounted'>;
  readonly tried: readonly Tried[];
  /** What may not be shown to them, by limits and experiments together. */
  readonly barred: Barred;
  /** How offers are ranked and chosen for them. */
  readonly ranking: Ranking;
}

/** By which model and policy offers are chosen. */
export interface Ranking {
  /** Null: the champion. */
  readonly modelVersion: string | null;
  readonly policy: WholePolicy;
}

/** As for everybody. */
export const houseRanking: Ranking = { modelVersion: null, policy: usualPolicy };

/** What experiments do to answers: they hold back, and note whom it mattered to. */
@Injectable()
export class Trials {
  private readonly lost;

  constructor(
    private readonly trying: TryingService,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    this.lost = metrics.counter('trials_away_total', 'Answers without experiments, as these could not be read yet'); // prettier-ignore
  }

  /** @param now milliseconds since the epoch */
  async of(
    tenantId: string,
    viewer: Viewer,
    barred: Barred,
    campaigns: readonly LiveCampaign[],
    now: number,
  ): Promise<Trial> {
    const tried = await this.triedOn(tenantId, viewer, now);
    return { tenantId, viewer, tried, barred: heldOut(barred, tried, campaigns), ranking: rankingOf(tried) };
  }

  /** Experiments are in memory once they were read; a process that could not read them yet answers without. */
  private async triedOn(tenantId: string, { unit, state }: Viewer, now: number): Promise<readonly Tried[]> {
    try {
      return await this.trying.on(tenantId, unit, state?.segmentIds ?? [], now);
    } catch (fault) {
      this.lost.inc();
      this.log.warnRarely({ err: fault, tenantId }, 'experiments cannot be read; answers go on without them');
      return [];
    }
  }

  /** Notes the experiments that mattered, of whoever may be counted. Returns at once. */
  note(
    { tenantId, viewer: { unit, isCounted }, tried }: Trial,
    reached: ReadonlySet<string>,
    decision: { readonly id: string; readonly now: number },
  ): void {
    if (!isCounted || tried.length === 0) return;
    const { id: decisionId, now: exposedAt } = decision;
    this.trying.expose(
      mattered(tried, reached).map(({ experimentId, arm }) => {
        return { tenantId, experimentId, unit, arm, decisionId, exposedAt };
      }),
    );
  }
}

/** Of one model and one policy there is one experiment at a time for a viewer, so the first that says anything is the only one. */
function rankingOf(tried: readonly Tried[]): Ranking {
  const modelVersion = tried.find((each) => each.modelVersion !== null)?.modelVersion ?? null;
  const policy = tried.find((each) => each.policy !== null)?.policy ?? null;
  return modelVersion === null && policy === null
    ? houseRanking
    : { modelVersion, policy: wholePolicy(policy) };
}
