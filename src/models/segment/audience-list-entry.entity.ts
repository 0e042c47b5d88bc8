import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { IdentityKind } from '../profile/identity.entity.js';
import { AudienceListEntity } from './audience-list.entity.js';

/**
 * An id that stands on a list. Whom it means is asked of `identities` each time: somebody who becomes known by it later is
 * on the list then, and merging, parting and erasing people needs no change here.
 */
@Entity('audience_list_entries')
@Index('audience_list_entries_hash', ['tenantId', 'hash'])
@ForeignKey(() => AudienceListEntity, ['tenantId', 'listId'], ['tenantId', 'id'], {
  name: 'audience_list_entries_list_fk',
  onDelete: 'CASCADE',
})
export class AudienceListEntryEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'audience_list_entries_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'list_id', primaryKeyConstraintName: 'audience_list_entries_pk' })
  listId!: string;
  /** The keyed hash by which `identities` finds the same id; the kind is hashed with it. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'audience_list_entries_pk' }) hash!: Buffer;
  @Column('text') kind!: IdentityKind;
  /** The id, to be hashed anew under another key. */
  @Column('text', { name: 'sealed_value' }) sealedValue!: string;
  /** When it was last said to be on the list. */
  @Column('timestamptz', { name: 'said_at' }) saidAt!: Date;
}
