import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';

/** A list of people that somebody uploaded, for rules to ask for. Archived it is empty, and its name stays for sentences. */
@Entity('audience_lists')
@Index('audience_lists_newest', ['tenantId', 'createdAt', 'id'])
@Index('audience_lists_name', { synchronize: false })
export class AudienceListEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'audience_lists_pk' })
  @ForeignKey(() => TenantEntity, { name: 'audience_lists_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'audience_lists_pk' }) id!: string;
  /** What marketers call it: no two at once are called the same. */
  @Column('text') name!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** When something was last said of it. Grows with every change, so that what was said before can be told from it. */
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  @Column('timestamptz', { name: 'archived_at', nullable: true }) archivedAt!: Date | null;
}
