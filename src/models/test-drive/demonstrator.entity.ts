import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';

/** A car people may drive: one of the stock, or one that is there for nothing else. */
@Entity('test_drive_demonstrators')
@Index('test_drive_demonstrators_dealer', ['tenantId', 'dealerId'])
export class DemonstratorEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_demonstrators_pk' })
  @ForeignKey(() => TenantEntity, { name: 'test_drive_demonstrators_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_demonstrators_pk' }) id!: string;
  @Column('uuid', { name: 'dealer_id' })
  @ForeignKey(() => DealerEntity, { name: 'test_drive_demonstrators_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string;
  /** The car of the stock, where it is one: it is driven only while it is on offer. */
  @Column('uuid', { name: 'vehicle_id', nullable: true }) vehicleId!: string | null;
  @Column('text') make!: string;
  @Column('text') model!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  /** Since when nobody can book it any more; null while they can. */
  @Column('timestamptz', { name: 'retired_at', nullable: true }) retiredAt!: Date | null;
}
