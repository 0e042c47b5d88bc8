import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { KeyRefusal } from './programme-drive.js';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';

/** That somebody asked for a key, and what they were answered: nothing against it, or why not. */
@Entity('test_drive_key_askings')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_key_askings_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Index('test_drive_key_askings_booking', ['tenantId', 'bookingId', 'askedAt'])
export class KeyAskingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_key_askings_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_key_askings_pk' }) id!: string;
  @Column('uuid', { name: 'booking_id' }) bookingId!: string;
  /** Public id of the key it was asked through. */
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  /** None: the key was released. */
  @Column('text', { array: true }) refusals!: KeyRefusal[];
}
