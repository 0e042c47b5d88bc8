import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ConsentSource, ConsentState } from './consent-statement.js';
import type { Purpose } from './purpose.js';

/** What an identity said of a purpose last: the ledger's end, kept at hand. */
@Entity('consent_states')
@Index('consent_states_denied', { synchronize: false })
export class ConsentStateEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'identity_id' }) identityId!: string;
  @PrimaryColumn('text') purpose!: Purpose;
  @Column('text') state!: ConsentState;
  @Column('text') source!: ConsentSource;
  /** When it was last said; up to an hour behind where a signal repeats it with every event. */
  @Column('timestamptz', { name: 'stated_at' }) statedAt!: Date;
  @Column('text', { name: 'policy_version', nullable: true }) policyVersion!: string | null;
}
