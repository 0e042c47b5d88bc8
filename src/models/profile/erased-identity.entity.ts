import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IdentityKind } from './identity.entity.js';

/**
 * That somebody known by this id was erased, and when: what comes in later and happened before then is refused, so that
 * a late event does not bring the person back. Keeps a hash, which says no more than whether an id given to us is that one.
 */
@Entity('erased_identities')
export class ErasedIdentityEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'erased_identities_pk' })
  tenantId!: string;
  @PrimaryColumn('text', { primaryKeyConstraintName: 'erased_identities_pk' }) kind!: IdentityKind;
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'erased_identities_pk' }) hash!: Buffer;
  @Column('timestamptz', { name: 'erased_at' }) erasedAt!: Date;
}
