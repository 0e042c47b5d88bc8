import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { ConsentRegime } from './consent-policy.js';
import type { Purpose } from './purpose.js';

/** How a tenant asks for consent. A tenant without a row has the first policy (`consent-policy.ts`). */
@Entity('consent_policies')
export class ConsentPolicyEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'consent_policies_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('text') regime!: ConsentRegime;
  @Column('text') version!: string;
  @Column('jsonb') categories!: Readonly<Record<string, readonly Purpose[]>>;
  @Column('text', { name: 'gpc_denies', array: true }) gpcDenies!: Purpose[];
  @Column('timestamptz', { name: 'changed_at' }) changedAt!: Date;
}
