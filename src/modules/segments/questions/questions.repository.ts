import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { audienceQuestionSchema, type AudienceQuestion } from '../../../models/segment/audience-question.js';
import { shardAnswerSchema } from '../../../models/segment/shard-answer.js';
import { Changes } from '../../platform/changes.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import type { Told } from '../engine/questions/told.js';
import type { AnswerPart } from './answered.js';

/** Name under which it is said that a shard answered. */
export const answersTopic = 'audience-answers';
/** Questions and answers are kept for so long. */
const keptFor = '10 minutes';
const place = sealedColumns.audienceAnswer;

/** Something that somebody wants to know about everybody. */
export interface StoredQuestion {
  readonly tenantId: string;
  readonly id: string;
  readonly question: AudienceQuestion;
  /** The instant it is asked about: ms since the epoch. */
  readonly now: number;
}

/** SQL of questions under way. */
@Injectable()
export class QuestionsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: Changes,
    private readonly ring: KeyRing,
  ) {}

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** Notes what is asked. */
  async ask({ tenantId, id, question, now }: StoredQuestion): Promise<void> {
    await this.dataSource.query(
      `insert into audience_questions (tenant_id, id, question, now, asked_at)
       values ($1, $2, $3, $4, clock_timestamp())`,
      [tenantId, id, question, new Date(now)],
    );
  }

  /** Forgets what was asked too long ago, whoever asked, with all that was answered. */
  async forgetOld(): Promise<void> {
    await this.dataSource.query(
      `delete from audience_questions where asked_at <= clock_timestamp() - interval '${keptFor}'`,
    );
  }

  /** Null where it is not known any more, also where nobody came to forget it yet, or cannot be read by this program. */
  async find(tenantId: string, id: string): Promise<StoredQuestion | null> {
    const [row]: { question: unknown; now: Date }[] = await this.dataSource.query(
      `select question, now from audience_questions
       where tenant_id = $1 and id = $2 and asked_at > clock_timestamp() - interval '${keptFor}'`,
      [tenantId, id],
    );
    const { data: question } = audienceQuestionSchema.safeParse(row?.question);
    return row && question ? { tenantId, id, question, now: row.now.getTime() } : null;
  }

  /** Which worker has which shard, of those that are there. */
  holders(): Promise<{ shard: number; worker: string }[]> {
    return this.dataSource.query(
      `select o.shard, o.owner as worker from shard_owners o join segment_workers w on w.id = o.owner
       where w.seen_at > clock_timestamp() - interval '3 seconds' order by o.shard`,
    );
  }

  /** Whether any worker is there. */
  async isAnybodyThere(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(
      `select 1 from segment_workers where seen_at > clock_timestamp() - interval '3 seconds' limit 1`,
    );
    return rows.length > 0;
  }

  /** Notes what a shard comes to; whoever asked hears of it. */
  async tell(tenantId: string, id: string, shard: number, { answer, isExact }: Told): Promise<void> {
    await this.dataSource.query(
      `insert into audience_answers as a (tenant_id, question_id, shard, is_exact, sealed_answer)
       select $1, $2, $3, $4, $5 where exists (select 1 from audience_questions where tenant_id = $1 and id = $2)
       on conflict (question_id, shard) do update set is_exact = excluded.is_exact, sealed_answer = excluded.sealed_answer
       where not a.is_exact`,
      [tenantId, id, shard, isExact, this.ring.seal(place, tenantId, JSON.stringify(answer))],
    );
    await this.changes.announce(this.dataSource.manager, answersTopic, id);
  }

  /** What shards answered so far. */
  async parts(tenantId: string, id: string): Promise<AnswerPart[]> {
    const rows: { shard: number; isExact: boolean; sealed: string }[] = await this.dataSource.query(
      `select shard, is_exact as "isExact", sealed_answer as sealed
       from audience_answers where tenant_id = $1 and question_id = $2 order by shard`,
      [tenantId, id],
    );
    return rows.map(({ sealed, ...part }) => ({
      ...part,
      answer: shardAnswerSchema.parse(JSON.parse(this.ring.open(place, tenantId, sealed))),
    }));
  }

  /** Shards that have answered exactly; null where the question is not known any more, and its answers with it. */
  async exactShards(tenantId: string, id: string): Promise<number[] | null> {
    const rows: { shard: number | null }[] = await this.dataSource.query(
      `select a.shard from audience_questions q
       left join audience_answers a on a.tenant_id = q.tenant_id and a.question_id = q.id and a.is_exact
       where q.tenant_id = $1 and q.id = $2`,
      [tenantId, id],
    );
    return rows.length === 0 ? null : rows.flatMap(({ shard }) => shard ?? []);
  }
}
