import { Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { StockFeedEntity } from './stock-feed.entity.js';

/** A car that a feed which was held back would have taken off: what accepting it does. */
@Entity('stock_feed_leavers')
@ForeignKey(() => StockFeedEntity, ['tenantId', 'feedId'], ['tenantId', 'id'], { name: 'stock_feed_leavers_feed_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class StockFeedLeaverEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'stock_feed_leavers_pk' })
  @ForeignKey(() => TenantEntity, { name: 'stock_feed_leavers_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'feed_id', primaryKeyConstraintName: 'stock_feed_leavers_pk' }) feedId!: string; // prettier-ignore
  @PrimaryColumn('uuid', { name: 'unit_id', primaryKeyConstraintName: 'stock_feed_leavers_pk' }) unitId!: string; // prettier-ignore
}
