import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';
import type { TestDriveNote } from './test-drive.js';

/**
 * What is to be told of a booking, written in the transaction that makes it so: it is told when it is due, once, whoever dies in
 * between. A reminder goes with the booking as long as nobody was told.
 */
@Entity('test_drive_notes')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_notes_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Index('test_drive_notes_booking', ['tenantId', 'bookingId'])
@Index('test_drive_notes_reminders', ['tenantId', 'dueAt', 'id'], { where: `kind = 'REMINDER'` })
@Index('test_drive_notes_due', ['dueAt'], { where: 'told_at is null' })
export class TestDriveNoteEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_notes_pk' }) tenantId!: string; // prettier-ignore
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_notes_pk' }) id!: string;
  @Column('uuid', { name: 'booking_id' }) bookingId!: string;
  @Column('text') kind!: TestDriveNote;
  /** When it is to be told, and when it happened. */
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
  @Column('timestamptz', { name: 'told_at', nullable: true }) toldAt!: Date | null;
}
