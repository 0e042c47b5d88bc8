import { Injectable } from '@nestjs/common';
import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import type { LookalikeFindings } from '../../../models/segment/lookalike-findings.js';
import type { LookalikeEntity, LookalikeFault } from '../../../models/segment/lookalike.entity.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { discriminant } from '../likeness/discriminant.js';
import { behaviourIn, bestIn, histogramIn, signsOf } from '../likeness/likeness-sums.js';
import { listErrors } from '../lists/lists.errors.js';
import { isWhole, type Answered } from '../questions/answered.js';
import { QuestionsService } from '../questions/questions.service.js';
import { LookalikeFiller } from './lookalike-filler.js';
import { LookalikeSeeds, seedRule } from './lookalike-seeds.js';
import { LookalikesRepository, type LookalikeKey } from './lookalikes.repository.js';

/** With fewer nothing can be learnt, and nothing measured. */
const smallestSeed = 50;
/** How long everybody is waited for. */
const patienceMs = 120_000;

/** Cannot be made as asked. */
class Unmakeable extends Error {
  constructor(readonly fault: LookalikeFault) {
    super(fault);
  }
}
/** Not everybody could be looked at. */
class Unanswered extends Error {}

/**
 * Makes lookalikes: what a seed does is compared with what everybody does, everybody is scored by it, and the best are put on
 * the list. What stands in a lookalike's row is the truth; jobs only wake.
 */
@Injectable()
export class LookalikeWork {
  constructor(
    private readonly repository: LookalikesRepository,
    private readonly seeds: LookalikeSeeds,
    private readonly questions: QuestionsService,
    private readonly filler: LookalikeFiller,
    private readonly clock: Clock,
  ) {}

  /** Makes one, if nobody else is at it. False: come again, also as it was asked for anew meanwhile. */
  async take(key: LookalikeKey): Promise<boolean> {
    const isMade = await this.repository.alone(key, async () => {
      const asked = await this.repository.find(key);
      return asked?.status !== 'WAITING' || this.make(asked);
    });
    return isMade ?? false;
  }

  private async make(asked: LookalikeEntity): Promise<boolean> {
    const now = this.clock.now();
    const isOver = await this.tryMaking(asked, now);
    await this.repository.clear(asked);
    return isOver;
  }

  private async tryMaking(asked: LookalikeEntity, now: number): Promise<boolean> {
    try {
      await this.requireSeed(asked);
      return await this.repository.complete(asked, new Date(now), await this.grow(asked, now));
    } catch (fault) {
      if (fault instanceof Unanswered) return false;
      return this.repository.fail(asked, faultOf(fault));
    }
  }

  private async requireSeed(asked: LookalikeEntity): Promise<void> {
    try {
      await this.seeds.require(asked, { segmentId: asked.segmentId, listId: asked.seedListId });
    } catch (fault) {
      throw fault instanceof AppError ? new Unmakeable('SEED_GONE') : fault;
    }
  }

  private async grow(asked: LookalikeEntity, now: number): Promise<LookalikeFindings> {
    const seed = { rule: seedRule(asked), salt: `lookalike ${asked.id}` };
    const ask = (question: AudienceQuestion) => this.ask(asked.tenantId, question, now);
    const { ofSeed, ofAll, heldOut } = behaviourIn(await ask({ kind: 'behaviour', seed }));
    const size = ofSeed.size + heldOut;
    if (size < smallestSeed) throw new Unmakeable('SEED_TOO_SMALL');
    const most = asked.size - size;
    if (most <= 0) throw new Unmakeable('SIZE_TOO_SMALL');
    const direction = discriminant(ofSeed, ofAll, await this.seeds.leftOut(asked.tenantId, asked));
    if (!direction) throw new Unmakeable(discriminant(ofSeed, ofAll) ? 'ONLY_ITS_RULE' : 'NOTHING_IN_COMMON'); // prettier-ignore
    const histogram = histogramIn(await ask({ kind: 'alike', seed, direction }));
    const fromStep = histogram.stepFor(most);
    const best = bestIn(await ask({ kind: 'likest', seed, direction, fromStep, most }), most);
    const found = await this.filler.fill(asked, best);
    const { found: recall, ...quality } = histogram.quality(most);
    return { seed: size, found, outOf: ofAll.size - size, recall, ...quality, signs: signsOf(direction, ofSeed) }; // prettier-ignore
  }

  /** @throws Unanswered */
  private async ask(tenantId: string, question: AudienceQuestion, now: number): Promise<Answered> {
    const answered = await this.questions.ask(tenantId, question, patienceMs, now);
    if (!isWhole(answered)) throw new Unanswered();
    return answered;
  }
}

/** Why it cannot be made; what is nobody's fault is thrown on. */
function faultOf(fault: unknown): LookalikeFault {
  if (fault instanceof Unmakeable) return fault.fault;
  if (fault instanceof AppError && fault.code === listErrors.archived) return 'LIST_ARCHIVED';
  throw fault;
}
