import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';

/** Every way in which leads are handed over. */
export const handoverKinds = ['ADF_EMAIL', 'ADF_HTTP', 'WEBHOOK'] as const;
/** ADF in the body of an e-mail, ADF posted over HTTP, or JSON in a signed webhook. */
export type HandoverKind = (typeof handoverKinds)[number];

/** Where leads are handed over: those of one dealer, or all of a tenant's. */
@Entity('handover_targets')
@Index('handover_targets_dealer', ['tenantId', 'dealerId'])
export class HandoverTargetEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'handover_targets_pk' })
  @ForeignKey(() => TenantEntity, { name: 'handover_targets_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'handover_targets_pk' }) id!: string;
  /** Whose leads; null: everybody's. */
  @Column('uuid', { name: 'dealer_id', nullable: true })
  @ForeignKey(() => DealerEntity, { name: 'handover_targets_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string | null;
  @Column('text') kind!: HandoverKind;
  /** What people call it. */
  @Column('text') name!: string;
  /** Where it is and what it takes to be let in. */
  @Column('text', { name: 'sealed_address' }) sealedAddress!: string;
  /** Public id of the key that set it. */
  @Column('text', { name: 'set_by' }) setBy!: string;
  /** Leads made from then on are handed over. */
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}
