import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../caller.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';
import { TenantEntity } from './tenant.entity.js';

/**
 * A key with which a program calls Carousel. The whole key, `ck_<role>_<id>_<secret>`, is shown once when it is
 * made; only the SHA-256 of its secret is kept (the secret is 192 random bits, so a slow hash would add nothing).
 */
@Entity('api_keys')
@Index('api_keys_tenant', ['tenantId'])
@Index('api_keys_dealer', ['dealerId'], { where: 'dealer_id is not null' })
export class ApiKeyEntity {
  /** Public part of the key: names it in logs and is the source id of the events it collects. */
  @PrimaryColumn('text') id!: string;
  @Column('uuid', { name: 'tenant_id' })
  @ForeignKey(() => TenantEntity, { name: 'api_keys_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @Column('text') role!: Role;
  /** The dealer a key of role `dealer` is of. */
  @Column('uuid', { name: 'dealer_id', nullable: true })
  @ForeignKey(() => DealerEntity, { name: 'api_keys_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string | null;
  @Column('text') name!: string;
  @Column('bytea', { name: 'secret_hash' }) secretHash!: Buffer;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) revokedAt!: Date | null;
}
