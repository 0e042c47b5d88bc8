import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { RightsRequestEntity } from './rights-request.entity.js';

/** A piece of the document made for a request of access or portability; in the order of their numbers they are one JSON text. */
@Entity('rights_document_parts')
@ForeignKey(() => RightsRequestEntity, ['tenantId', 'requestId'], ['tenantId', 'id'], {
  name: 'rights_document_parts_request_fk',
  onDelete: 'CASCADE',
})
export class RightsDocumentPartEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'rights_document_parts_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'request_id', primaryKeyConstraintName: 'rights_document_parts_pk' })
  requestId!: string;
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'rights_document_parts_pk' }) part!: number;
  @Column('text') sealed!: string;
}
