import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadWish } from '../../../models/lead/lead-wish.js';
import type { LeadFeatureValues } from '../../../models/prediction/scores.js';
import { EventsService } from '../../events/events.service.js';
import { InferenceService } from '../../inference/inference.service.js';
import { Clock } from '../../platform/clock.js';
import { withWish } from '../lead-draft.js';
import { LeadOwners } from '../lead-owners.js';
import { wholeScore } from './score-changes.js';

/** The longest any lead feature looks back. */
const historyMs = 180 * 86_400_000;
/** Scores change by the mere passing of time: what somebody did leaves its window. */
const scoredEveryMs = 86_400_000;

/** A score as a lead keeps it, and what it was scored on. */
export interface FreshScore {
  readonly scored: Scored;
  readonly features: LeadFeatureValues;
}

/** What a lead keeps of its score. */
export type Scored = Pick<
  LeadRecord,
  'probability' | 'probabilityLow' | 'probabilityHigh' | 'grade' | 'baseLogOdds' | 'reasons' | 'modelName' | 'modelVersion' | 'modelFallback' | 'scoredAt' | 'scoreDueAt' // prettier-ignore
>;

/** Scores leads on what their person did up to now. */
@Injectable()
export class LeadScorer {
  constructor(
    private readonly events: EventsService,
    private readonly inference: InferenceService,
    private readonly owners: LeadOwners,
    private readonly clock: Clock,
  ) {}

  /** Milliseconds since the epoch, by the clock that scores go by. */
  now(): number {
    return this.clock.now();
  }

  /** The score of what somebody wants, as of now. */
  async score(manager: EntityManager, wish: LeadWish & Pick<LeadRecord, 'tenantId' | 'profileId'>): Promise<FreshScore> {
    const { tenantId, profileId } = wish;
    const now = this.clock.now();
    const histories = await this.events.histories(manager, tenantId, [profileId], now - historyMs);
    const history = histories.get(profileId) ?? { profileId, traits: {}, events: [] };
    const { model, features, uncertainty, ...score } = wholeScore(await this.inference.scoreLead({ tenantId }, withWish(history, wish), now));
    const scored = {
      ...score,
      probabilityLow: uncertainty?.low ?? null,
      probabilityHigh: uncertainty?.high ?? null,
      modelName: model.name,
      modelVersion: model.version,
      modelFallback: model.fallback,
      scoredAt: new Date(now),
      scoreDueAt: new Date(now + scoredEveryMs),
    };
    return { scored, features };
  } // prettier-ignore

  /** A lead with its score as of now, as whoever it belongs to now. */
  async scoreAgain(manager: EntityManager, lead: LeadRecord): Promise<LeadRecord> {
    const [current = lead] = await this.owners.asOfNow([lead]);
    return { ...current, ...(await this.score(manager, current)).scored };
  }
}
