import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ProgrammeRules } from './programme-rules.js';

/**
 * One version of a programme of test drives. It is written whole and never altered: the same key again is the next version, and so is
 * its end. What was booked keeps the version it was booked under.
 */
@Entity('test_drive_programmes')
@Index('test_drive_programmes_version', ['tenantId', 'key', 'version'], { unique: true })
export class TestDriveProgrammeEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_programmes_pk' })
  @ForeignKey(() => TenantEntity, { name: 'test_drive_programmes_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_programmes_pk' }) id!: string;
  @Column('text') key!: string;
  @Column('integer') version!: number;
  @Column('text') name!: string;
  @Column('jsonb') rules!: ProgrammeRules;
  /** Nothing more is booked under it. */
  @Column('boolean', { name: 'is_archived' }) isArchived!: boolean;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
}
