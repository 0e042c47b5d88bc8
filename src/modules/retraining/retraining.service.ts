import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { ModelName } from '../../models/prediction/model-manifest.js';
import type { RetrainingSetting } from '../../models/prediction/retraining-setting.entity.js';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { retrainable } from '../../models/prediction/retraining.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { Queues } from '../platform/queue/queues.js';
import { longestReason } from '../promotion/promotion.service.js';
import { nextDue } from './due.js';
import { nextSentence, type LeadCount } from './enough.js';
import { modelNotRetrainable, retrainingReason, retrainingSetting } from './retraining.errors.js';
import { retrainingQueue } from './retraining.queue.js';
import { RetrainingsRepository } from './retrainings.repository.js';
import { SettledLeads } from './settled-leads.js';
import { RetrainingSettingsRepository, type RetrainingWish } from './settings.repository.js';

/** Most leads that may be asked to be new. */
const mostNewLeads = 1_000_000;

/** A setting, with what it would do next. */
export interface RetrainingPlan extends LeadCount {
  readonly model: ModelName;
  /** Null where it was never set: then it is off. */
  readonly setting: RetrainingSetting | null;
  /** The next moment it is due; null while it is off. */
  readonly nextAt: Date | null;
  /** What it would do then, as things stand. */
  readonly nextSentence: string;
}

/** What tenants ask of retraining: when it happens by itself, that it happens now, and what came of it. */
@Injectable()
export class RetrainingService {
  constructor(
    private readonly settings: RetrainingSettingsRepository,
    private readonly repository: RetrainingsRepository,
    private readonly leads: SettledLeads,
    private readonly queues: Queues,
    private readonly clock: Clock,
  ) {}

  /**
   * Sets when a model is taught anew by itself, and whether what comes of it may be promoted.
   * @throws AppError MODEL_NOT_RETRAINABLE, RETRAINING_SETTING
   */
  async set(caller: Caller, wish: Omit<RetrainingWish, 'tenantId' | 'setBy' | 'setAt'>): Promise<RetrainingPlan> {
    mustBeRetrainable(wish.model);
    const { leastNewLeads } = wish;
    if (leastNewLeads < 1 || leastNewLeads > mostNewLeads) throw retrainingSetting(leastNewLeads, mostNewLeads);
    const { tenantId, keyId: setBy } = caller;
    await this.settings.put({ ...wish, tenantId, setBy, setAt: new Date(this.clock.now()) });
    return this.plan(caller, wish.model);
  } // prettier-ignore

  /**
   * How it is set, and what it would do next.
   * @throws AppError MODEL_NOT_RETRAINABLE
   */
  async plan({ tenantId }: Caller, model: ModelName): Promise<RetrainingPlan> {
    mustBeRetrainable(model);
    const setting = await this.settings.find(tenantId, model);
    const count = await this.leads.of({ tenantId, model });
    const nextAt = setting?.onSince ? new Date(nextDue(setting.cadence, this.clock.now())) : null;
    const next = nextAt && setting ? { at: nextAt, least: setting.leastNewLeads } : null;
    return { ...count, model, setting, nextAt, nextSentence: nextSentence(next, count) };
  }

  /**
   * Has a model taught now, by a worker. Where one is under way, that is it: asking twice is asking once.
   * @throws AppError MODEL_NOT_RETRAINABLE, RETRAINING_REASON
   */
  async ask({ tenantId, keyId: askedBy }: Caller, model: ModelName, said: string): Promise<Retraining> {
    mustBeRetrainable(model);
    const reason = said.trim();
    if (reason === '' || reason.length > longestReason) throw retrainingReason();
    await this.repository.queue({ tenantId, model, dueAt: null, reason, askedBy, queuedAt: new Date(this.clock.now()) }); // prettier-ignore
    await this.queues.add(retrainingQueue, {}, { dedupeId: 'retraining:asked' });
    const run = await this.repository.newest(tenantId, model);
    if (!run) throw new Error(`a retraining of ${model} was queued and is not there`);
    return run;
  }

  /** The tenant's retrainings, newest first; one row more than the page when there is one. */
  list({ tenantId }: Caller, model: ModelName | null, page: Page): Promise<Retraining[]> {
    return this.repository.list(tenantId, model, page);
  }
}

function mustBeRetrainable(model: ModelName): void {
  if (!retrainable.has(model)) throw modelNotRetrainable(model);
}
