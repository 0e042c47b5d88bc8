import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { AudienceExportEntity } from './audience-export.entity.js';

/**
 * That an address which an identity is, or which was told under it, stood in an export. So a person can be told to whom they
 * were handed on, and a file is found that holds somebody who is erased. It follows them through merges and back, as
 * identities do, and is gone with them.
 */
@Entity('exported_identities')
@Index('exported_identities_export', ['tenantId', 'exportId', 'identityId'])
@ForeignKey(() => AudienceExportEntity, ['tenantId', 'exportId'], ['tenantId', 'id'], {
  name: 'exported_identities_export_fk',
  onDelete: 'CASCADE',
})
export class ExportedIdentityEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'exported_identities_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'identity_id', primaryKeyConstraintName: 'exported_identities_pk' })
  identityId!: string;
  @PrimaryColumn('uuid', { name: 'export_id', primaryKeyConstraintName: 'exported_identities_pk' })
  exportId!: string;
}
