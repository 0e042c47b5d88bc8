import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { IdentityCheckState } from './programme-drive.js';
import { TestDriveBookingEntity } from './test-drive-booking.entity.js';

/** That somebody looked at who drives, when and by which method. Nothing of a document, no face, no number is kept. */
@Entity('test_drive_identity_checks')
@ForeignKey(() => TestDriveBookingEntity, ['tenantId', 'bookingId'], ['tenantId', 'id'], { name: 'test_drive_identity_checks_booking_fk', onDelete: 'CASCADE' }) // prettier-ignore
@Unique('test_drive_identity_checks_request_unique', ['tenantId', 'requestId'])
@Index('test_drive_identity_checks_booking', ['tenantId', 'bookingId'])
export class IdentityCheckEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_identity_checks_pk' })
  tenantId!: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_identity_checks_pk' }) id!: string;
  @Column('uuid', { name: 'booking_id' }) bookingId!: string;
  /** Made of the sender and its key: the same said again counts once. */
  @Column('uuid', { name: 'request_id' }) requestId!: string;
  @Column('text') state!: IdentityCheckState;
  /** How it was looked at: `face`, `licence at the desk`. */
  @Column('text') method!: string;
  /** What whoever checked calls it. */
  @Column('text', { name: 'sealed_reference' }) sealedReference!: string;
  @Column('timestamptz', { name: 'checked_at' }) checkedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

/** A check, to be read. */
export type IdentityCheckRecord = Omit<IdentityCheckEntity, 'sealedReference'> & {
  readonly reference: string;
};
