import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { DepositState, FeeReason, FeeState } from './programme-drive.js';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';
import { TestDriveProgrammeEntity } from './test-drive-programme.entity.js';

/**
 * What a booking is beyond a test drive, where it was made under a programme: for how many days, what it costs, what is held for it,
 * and when the key went out and the car came back.
 */
@Entity('test_drive_programme_drives')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_programme_drives_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
@ForeignKey(() => TestDriveProgrammeEntity, ['tenantId', 'programmeId'], ['tenantId', 'id'], { name: 'test_drive_programme_drives_programme_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Check('test_drive_programme_drives_return', 'returned_at is null or key_released_at is not null')
@Index('test_drive_programme_drives_lapse', ['lapsesAt'], { where: `lapses_at is not null` })
@Index('test_drive_programme_drives_miss', ['missesAt'], { where: `misses_at is not null` })
@Index('test_drive_programme_drives_out', ['tenantId', 'bookingId'], { where: 'key_released_at is not null and returned_at is null' }) // prettier-ignore
export class ProgrammeDriveEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_programme_drives_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'booking_id', primaryKeyConstraintName: 'test_drive_programme_drives_pk' })
  bookingId!: string;
  /** The version it was booked under. */
  @Column('uuid', { name: 'programme_id' }) programmeId!: string;
  /** The key all its versions share: what limits are counted by. */
  @Column('text', { name: 'programme_key' }) programmeKey!: string;
  @Column('smallint') days!: number;
  @Column('text') make!: string;
  @Column('text') model!: string;
  /** A decimal in the programme's currency, settled when it was booked. */
  @Column('text') fee!: string;
  /** By which partner's band; null where the standard fee holds. */
  @Column('text', { name: 'sealed_fee_reason', nullable: true }) sealedFeeReason!: string | null;
  @Column('text', { name: 'fee_state' }) feeState!: FeeState;
  /** How much of the fee was given back since it was last paid, a decimal. */
  @Column('text', { name: 'fee_refunded', default: '0' }) feeRefunded!: string;
  @Column('text', { name: 'deposit_state' }) depositState!: DepositState;
  /** How much of the deposit was kept, and let go, since it was held last, decimals. */
  @Column('text', { name: 'deposit_captured', default: '0' }) depositCaptured!: string;
  @Column('text', { name: 'deposit_released', default: '0' }) depositReleased!: string;
  /** When it lapses unless the deposit is held; null where it cannot, or cannot any more. */
  @Column('timestamptz', { name: 'lapses_at', nullable: true }) lapsesAt!: Date | null;
  @Column('timestamptz', { name: 'lapsed_at', nullable: true }) lapsedAt!: Date | null;
  /** When nobody came, unless the key is released by then; null where that is settled. */
  @Column('timestamptz', { name: 'misses_at', nullable: true }) missesAt!: Date | null;
  /** What opens the key box. */
  @Column('text', { name: 'sealed_key_code', nullable: true }) sealedKeyCode!: string | null;
  @Column('timestamptz', { name: 'key_released_at', nullable: true }) keyReleasedAt!: Date | null;
  @Column('timestamptz', { name: 'returned_at', nullable: true }) returnedAt!: Date | null;
  /** As the car showed it when it came back. */
  @Column('integer', { nullable: true }) mileage!: number | null;
  /** Since when the car should have been back, where somebody noticed. */
  @Column('timestamptz', { name: 'overdue_at', nullable: true }) overdueAt!: Date | null;
}

/** A drive, to be read. */
export type ProgrammeDriveRecord = Omit<ProgrammeDriveEntity, 'sealedFeeReason' | 'sealedKeyCode'> & {
  readonly feeReason: FeeReason | null;
  readonly keyCode: string | null;
};
