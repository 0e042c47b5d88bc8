import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { DepositStatement, FeeStatement } from './programme-drive.js';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';

/** What the payment system of a tenant said of a drive's deposit or fee: we hold no money, and keep what we were told. */
@Entity('test_drive_statements')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_statements_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Unique('test_drive_statements_request_unique', ['tenantId', 'requestId'])
@Index('test_drive_statements_booking', ['tenantId', 'bookingId'])
export class DriveStatementEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_statements_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_statements_pk' }) id!: string;
  @Column('uuid', { name: 'booking_id' }) bookingId!: string;
  /** Made of the sender and its key: the same said again counts once. */
  @Column('uuid', { name: 'request_id' }) requestId!: string;
  @Column('text') kind!: 'DEPOSIT' | 'FEE';
  @Column('text') state!: DepositStatement | FeeStatement;
  /** A decimal in the programme's currency. */
  @Column('text') amount!: string;
  /** What the payment system calls it. */
  @Column('text', { name: 'sealed_reference' }) sealedReference!: string;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

/** A statement, to be read. */
export type DriveStatementRecord = Omit<DriveStatementEntity, 'sealedReference'> & {
  readonly reference: string;
};
