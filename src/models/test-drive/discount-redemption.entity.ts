import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';

/** That the discount of a drive went into an order: once, as there can be no second row. */
@Entity('test_drive_redemptions')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_redemptions_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
export class DiscountRedemptionEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_redemptions_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'booking_id', primaryKeyConstraintName: 'test_drive_redemptions_pk' })
  bookingId!: string;
  /** The order, as whoever sells calls it. */
  @Column('text', { name: 'sealed_order' }) sealedOrder!: string;
  @Column('timestamptz', { name: 'redeemed_at' }) redeemedAt!: Date;
}

/** A redemption, to be read. */
export type DiscountRedemptionRecord = Omit<DiscountRedemptionEntity, 'sealedOrder'> & {
  readonly order: string;
};
