import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { speaksFor, type ModelEvidence } from '../../models/prediction/model-standing.js';
import type { ModelName } from '../../models/prediction/model-manifest.js';
import { ModelStandings, type CannotRun, type VersionOf } from '../inference/standings/model-standings.service.js'; // prettier-ignore
import { LeadEvidence } from './evidence/lead-evidence.js';
import { OfferEvidence } from './evidence/offer-evidence.js';
import { modelChanged, modelReason } from './promotion.errors.js';

/** Most characters of a reason. */
export const longestReason = 1_000;

/** The champion after it was changed, or as it was where there was nothing to change. */
export interface Champion extends VersionOf {
  /** What was looked at; null where nothing was: there was no champion to hold it against, or it was the champion already. */
  readonly evidence: ModelEvidence | null;
}

/** Why a version was not promoted. */
export interface Refused {
  readonly evidence: ModelEvidence;
}

/** A wish to promote. */
export interface PromotionAsk extends VersionOf {
  /** Promote even where the evidence does not speak for it. */
  readonly force: boolean;
  readonly reason: string | null;
}

/** Conducts promotion and its way back: find, load, weigh, then change. What speaks for a version is decided in `evidence/gates`. */
@Injectable()
export class PromotionService {
  constructor(
    private readonly standings: ModelStandings,
    private readonly leads: LeadEvidence,
    private readonly offers: OfferEvidence,
  ) {}

  /**
   * What promoting a version would say now; null where there is no champion to hold it against, or it is the champion.
   * @throws AppError MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_BUSY
   */
  async evidence(caller: Caller, ask: VersionOf): Promise<ModelEvidence | CannotRun | null> {
    return (await this.standings.ready(caller, ask)) ?? this.weigh(caller, ask, await this.standings.championOf(caller, ask.name)); // prettier-ignore
  }

  /**
   * Makes a version champion where the evidence speaks for it, or by force with a reason. Nothing changes before it is loaded and warm here.
   * @throws AppError MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_BUSY, MODEL_CHANGED, MODEL_REASON
   */
  async promote(caller: Caller, ask: PromotionAsk): Promise<Champion | Refused | CannotRun> {
    const reason = reasonOf(ask.reason);
    if (ask.force && reason === null) throw modelReason(longestReason);
    const fault = await this.standings.ready(caller, ask);
    if (fault) return fault;
    const { name, version } = ask;
    const against = await this.standings.championOf(caller, name);
    const evidence = await this.weigh(caller, ask, against);
    const isForced = evidence !== null && !speaksFor(evidence);
    if (isForced && !ask.force) return { evidence };
    const isDone = await this.standings.promote(caller, { name, version, against, evidence, isForced, reason }); // prettier-ignore
    if (!isDone) throw modelChanged(name);
    return { name, version, evidence };
  }

  /**
   * Takes back the promotion of the champion: the version before answers again. Where the version named is not the champion nothing
   * changes, so that asking twice is asking once; null where none was before it.
   * @throws AppError MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_CHANGED, MODEL_REASON
   */
  async rollBack(caller: Caller, ask: VersionOf, said: string | null): Promise<Champion | CannotRun | null> {
    const reason = reasonOf(said);
    const { name } = ask;
    const champion = await this.standings.championOf(caller, name);
    if (champion !== ask.version)
      return champion === null ? null : { name, version: champion, evidence: null };
    const before = await this.standings.before(caller, name);
    if (before === null) return this.rolledBack(caller, ask);
    const fault = await this.standings.ready(caller, { name, version: before });
    if (fault) return fault;
    const now = await this.standings.rollBack(caller, ask, before, reason);
    if (now === null) throw modelChanged(name);
    return { name, version: now, evidence: null };
  }

  /** The champion, where somebody else took the version's promotion back a moment ago; null where it is champion still. */
  private async rolledBack(caller: Caller, { name, version }: VersionOf): Promise<Champion | null> {
    const champion = await this.standings.championOf(caller, name);
    return champion === null || champion === version ? null : { name, version: champion, evidence: null };
  }

  /**
   * Has a version score live offers beside the champion, unseen, once it is loaded; null where it does. Again it changes nothing.
   * @throws AppError MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_IS_CHAMPION, MODEL_NO_SHADOW, MODEL_REASON
   */
  async shadow(caller: Caller, ask: VersionOf, said: string | null): Promise<CannotRun | null> {
    const reason = reasonOf(said);
    const fault = await this.standings.ready(caller, ask);
    if (fault) return fault;
    await this.standings.shadow(caller, ask, reason);
    return null;
  }

  /**
   * Takes a version out of those that may be promoted. Again it changes nothing.
   * @throws AppError MODEL_NOT_FOUND, MODEL_IS_CHAMPION, MODEL_REASON
   */
  retire(caller: Caller, ask: VersionOf, reason: string | null): Promise<void> {
    return this.standings.retire(caller, ask, reasonOf(reason));
  }

  /**
   * Makes a version that is retired or shadows a candidate again.
   * @throws AppError MODEL_NOT_FOUND, MODEL_REASON
   */
  reinstate(caller: Caller, ask: VersionOf, reason: string | null): Promise<void> {
    return this.standings.reinstate(caller, ask, reasonOf(reason));
  }

  private weigh(caller: Caller, { name, version }: VersionOf, champion: string | null): Promise<ModelEvidence | null> {
    if (champion === null || champion === version) return Promise.resolve(null);
    return this.sourceOf(name)(caller, champion, version);
  } // prettier-ignore

  private sourceOf(
    name: ModelName,
  ): (caller: Caller, champion: string, challenger: string) => Promise<ModelEvidence> {
    // prettier-ignore
    switch (name) {
      case 'lead-score':
        return (caller, champion, challenger) => this.leads.of(caller, champion, challenger);
      case 'offer-propensity':
        return (caller, champion, challenger) => this.offers.of(caller, champion, challenger);
    }
  }
}

function reasonOf(said: string | null): string | null {
  const reason = said?.trim() ?? null;
  if (reason !== null && (reason === '' || reason.length > longestReason)) throw modelReason(longestReason);
  return reason;
}
