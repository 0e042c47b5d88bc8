import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * What was said last, under one identity, of the household its person lives in. A household is a relation between people:
 * nothing of history, consent or audiences is shared in it. Whoever the identity leads to, the statement follows.
 */
@Entity('household_members')
@Index('household_members_household', ['tenantId', 'hash'])
export class HouseholdMemberEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' }) tenantId!: string;
  @PrimaryColumn('uuid', { name: 'identity_id' }) identityId!: string;
  /** Keyed hash of the household's id: how its members are found. Null: they left it. */
  @Column('bytea', { nullable: true }) hash!: Buffer | null;
  /** The household's id, to be read again. */
  @Column('text', { name: 'sealed_household', nullable: true }) sealedHousehold!: string | null;
  @Column('timestamptz', { name: 'stated_at' }) statedAt!: Date;
}
