import { Injectable } from '@nestjs/common';
import { groupBy } from '../../platform/group-by.js';
import type { AskedQuestion } from '../resident/resident-messages.js';
import { Residents } from '../resident/residents.service.js';
import type { Resident } from '../resident/resident.js';
import { SegmentRules } from '../segment-rules.js';
import { SurroundingsService } from '../surroundings.service.js';
import { WakeUps } from '../wake-ups.js';
import { rulesIn } from './asked-of.js';
import type { QuestionJob } from './questions.queue.js';
import { QuestionsRepository, type StoredQuestion } from './questions.repository.js';

/** Answers questions about the people of the shards held here. */
@Injectable()
export class ShardQuestions {
  private readonly underWay = new Set<string>();

  constructor(
    private readonly repository: QuestionsRepository,
    private readonly residents: Residents,
    private readonly rules: SegmentRules,
    private readonly surroundings: SurroundingsService,
    private readonly wakeUps: WakeUps,
  ) {}

  /**
   * Writes down what each shard comes to, at last what is exact: all of them begin, and tell what a sample says, before any is
   * counted through, for what is known of some says little while nothing is known of others. Shards of one thread are
   * counted one after another then: each that is exact makes the sum so much better. Shards that are not here are left out.
   */
  async answer({ tenantId, questionId, shards }: QuestionJob): Promise<void> {
    const stored = await this.repository.find(tenantId, questionId);
    const exact = await this.repository.exactShards(tenantId, questionId);
    if (!stored || !exact) return;
    const asked = await this.asked(stored);
    const faults: unknown[] = [];
    const attempt = async (resident: Resident, work: Promise<boolean>) => {
      const isOver = await work.catch(async (fault: unknown) => {
        // Whoever asks again has it begun anew. Of a shard that was let go of nothing is left.
        await resident.abandon(asked).catch(() => undefined);
        return faults.push(fault) > 0;
      });
      if (isOver) this.underWay.delete(keyOf(stored, resident));
      return isOver;
    };
    const begun = this.take(stored, shards.filter((shard) => !exact.includes(shard))); // prettier-ignore
    const isOver = await Promise.all(begun.map((each) => attempt(each, this.begin(asked, each))));
    const left = begun.filter((_resident, n) => !isOver[n]);
    const inTurn = async (ofThread: readonly Resident[]) => {
      for (const each of ofThread) await attempt(each, this.countThrough(asked, each));
    };
    await Promise.all([...groupBy(left, ({ thread }) => thread).values()].map(inTurn));
    if (faults.length > 0) throw faults[0];
  }

  /** Those of the shards that are here and not at the question already: who waits long asks again. */
  private take(stored: StoredQuestion, shards: readonly number[]): Resident[] {
    const free = shards
      .flatMap((shard) => this.residents.inHand(shard) ?? [])
      .filter((resident) => !this.underWay.has(keyOf(stored, resident)));
    for (const resident of free) this.underWay.add(keyOf(stored, resident));
    return free;
  }

  private async asked({ tenantId, id, question, now }: StoredQuestion): Promise<AskedQuestion> {
    const { segments } = await this.rules.inForce(this.repository.manager, tenantId, new Date(now));
    const inForce = segments.map(({ rule }) => rule);
    const facts = await this.surroundings.facts(tenantId, [...rulesIn(question), ...inForce]);
    return { id, question, now, among: { tenantId, segments, facts } };
  }

  /** What can be told at once. Returns whether that is all. */
  private async begin(asked: AskedQuestion, resident: Resident): Promise<boolean> {
    const { isRead, told } = await this.beginAnswer(asked, resident);
    if (isRead) await this.wakeUps.tell([resident.shard]);
    if (told) await this.repository.tell(asked.among.tenantId, asked.id, resident.shard, told);
    return told?.isExact === true;
  }

  private async countThrough(asked: AskedQuestion, resident: Resident): Promise<true> {
    for (;;) {
      const told = await resident.goOn(asked);
      if (told) await this.repository.tell(asked.among.tenantId, asked.id, resident.shard, told);
      if (told?.isExact) return true;
    }
  }

  /** What a failure leaves of the shard is read anew, before anybody is looked at. */
  private async beginAnswer(asked: AskedQuestion, resident: Resident): ReturnType<Resident['beginAnswer']> {
    try {
      return await resident.beginAnswer(asked);
    } catch (fault) {
      const { shard } = resident;
      if (this.residents.inHand(shard) === resident) await this.residents.drop(shard);
      // It is taken up at once where this is heard, and else with whatever comes next.
      await this.wakeUps.tell([shard]).catch(() => undefined);
      throw fault;
    }
  }
}

function keyOf({ id }: StoredQuestion, { shard }: Resident): string {
  return `${id} ${shard}`;
}
