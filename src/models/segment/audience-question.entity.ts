import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { AudienceQuestion } from './audience-question.js';

/** Something that somebody wants to know about everybody. Kept for minutes. */
@Entity('audience_questions')
@Index('audience_questions_tenant', ['tenantId', 'askedAt'])
export class AudienceQuestionEntity {
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'audience_questions_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audience_questions_pk' }) id!: string;
  @Column('jsonb') question!: AudienceQuestion;
  /** The instant it is asked about. */
  @Column('timestamptz') now!: Date;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
}

/** What one shard answered: perhaps first what a sample says, then what is exact. */
@Entity('audience_answers')
export class AudienceAnswerEntity {
  @Column('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'question_id', primaryKeyConstraintName: 'audience_answers_pk' })
  @ForeignKey(() => AudienceQuestionEntity, {
    name: 'audience_answers_question_fk',
    onDelete: 'CASCADE',
  })
  questionId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audience_answers_pk' }) shard!: number;
  @Column('boolean', { name: 'is_exact' }) isExact!: boolean;
  /** The answer (`shard-answer.ts`), with values of traits before those that few have are left out. */
  @Column('text', { name: 'sealed_answer' }) sealedAnswer!: string;
}
