import { Injectable } from '@nestjs/common';
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

  /** Writes down what each shard comes to, at last what is exact. Shards that are not here are left out. */
  async answer({ tenantId, questionId, shards }: QuestionJob): Promise<void> {
    const asked = await this.repository.find(tenantId, questionId);
    if (!asked) return;
    const exact = new Set(await this.repository.exactShards(tenantId, questionId));
    for (const shard of shards) {
      const resident = this.residents.inHand(shard);
      if (resident && !exact.has(shard)) await this.once(`${questionId} ${shard}`, () => this.ask(asked, resident)); // prettier-ignore
    }
  }

  /** Who waits long asks again: what is being counted is not counted twice. */
  private async once(key: string, work: () => Promise<void>): Promise<void> {
    if (this.underWay.has(key)) return;
    this.underWay.add(key);
    try {
      await work();
    } finally {
      this.underWay.delete(key);
    }
  }

  private async ask(stored: StoredQuestion, resident: Resident): Promise<void> {
    const { tenantId, now, question } = stored;
    const { segments } = await this.rules.inForce(this.repository.manager, tenantId, new Date(now));
    const inForce = segments.map(({ rule }) => rule);
    const facts = await this.surroundings.facts(tenantId, [...rulesIn(question), ...inForce]);
    const asked = { id: stored.id, question, now, among: { tenantId, segments, facts } };
    const { isRead, ...begun } = await this.begin(asked, resident);
    if (isRead) await this.wakeUps.tell([resident.shard]);
    for (let { told } = begun; ; told = await resident.goOn(asked)) {
      if (told) await this.repository.tell(stored, resident.shard, told);
      if (told?.isExact) return;
    }
  }

  /** What a failure leaves of the shard is read anew, before anybody is looked at. */
  private async begin(asked: AskedQuestion, resident: Resident): ReturnType<Resident['beginAnswer']> {
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
