import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { JoiningKind } from './identity-policy.js';

/** By which ids a tenant joins people. A tenant without a row has the first policy (`identity-policy.ts`). */
@Entity('identity_policies')
export class IdentityPolicyEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'identity_policies_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('text', { name: 'join_by', array: true }) joinBy!: JoiningKind[];
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
