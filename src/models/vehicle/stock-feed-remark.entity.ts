import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { StockFeedEntity } from './stock-feed.entity.js';

/** One line of a feed's report. What stood in the cell is not kept, only what kind of value it was. */
@Entity('stock_feed_remarks')
@ForeignKey(() => StockFeedEntity, ['tenantId', 'feedId'], ['tenantId', 'id'], { name: 'stock_feed_remarks_feed_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class StockFeedRemarkEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'stock_feed_remarks_pk' })
  @ForeignKey(() => TenantEntity, { name: 'stock_feed_remarks_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'feed_id', primaryKeyConstraintName: 'stock_feed_remarks_pk' }) feedId!: string; // prettier-ignore
  /** Counts from 1, in the order they were told. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'stock_feed_remarks_pk' }) number!: number;
  @Column('integer') line!: number;
  @Column('text') severity!: 'reject' | 'warning';
  @Column('text', { name: 'column_name' }) column!: string;
  @Column('text', { name: 'value_class' }) valueClass!: string;
  @Column('text') reason!: string;
  @Column('text') remedy!: string;
}
