import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { AudienceExportEntity } from './audience-export.entity.js';

/** A piece of an export's file; behind its header, in the order of their numbers, they are one CSV. */
@Entity('audience_export_parts')
@ForeignKey(() => AudienceExportEntity, ['tenantId', 'exportId'], ['tenantId', 'id'], {
  name: 'audience_export_parts_export_fk',
  onDelete: 'CASCADE',
})
export class AudienceExportPartEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'audience_export_parts_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'export_id', primaryKeyConstraintName: 'audience_export_parts_pk' })
  exportId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'audience_export_parts_pk' }) part!: number;
  @Column('text') sealed!: string;
}
