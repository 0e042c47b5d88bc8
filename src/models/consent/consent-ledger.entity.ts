import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ConsentSource, ConsentState } from './consent-statement.js';
import type { Purpose } from './purpose.js';

/**
 * One change of a person's consent: who said what, when, how we know, and under which policy. Rows are only ever added;
 * the database itself refuses to change one, and deletes one only when the person is erased (`forget_consent`).
 */
@Entity('consent_ledger')
@Index('consent_ledger_identity', ['tenantId', 'identityId', 'statedAt'])
export class ConsentLedgerEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid') id!: string;
  /** Whoever this identity leads to now, `profiles` knows: a statement follows its identity through merges. */
  @Column('uuid', { name: 'identity_id' }) identityId!: string;
  @Column('text') purpose!: Purpose;
  @Column('text') state!: ConsentState;
  @Column('text') source!: ConsentSource;
  @Column('timestamptz', { name: 'stated_at' }) statedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  @Column('text', { name: 'policy_version', nullable: true }) policyVersion!: string | null;
  /** What it was read from, word for word. */
  @Column('text', { nullable: true }) evidence!: string | null;
}
