import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import type { TestDriveContact, TestDriveOutcome, TestDriveStatus } from './test-drive.js';

const holds = `WHERE (status <> ALL (ARRAY['NO_SHOW'::text, 'CANCELLED'::text]))`;

/**
 * A test drive somebody booked. That no car, and nobody of the dealer's, is in two drives at once is a matter of the table
 * itself: whatever a program does, the second row is refused.
 */
@Entity('test_drive_bookings')
@Unique('test_drive_bookings_request_unique', ['tenantId', 'requestId'])
@Unique('test_drive_bookings_code_unique', ['tenantId', 'checkInCode'])
@Exclusion('test_drive_bookings_one_car', `USING gist (tenant_id WITH =, demonstrator_id WITH =, tstzrange(starts_at, held_until) WITH &&) ${holds}`) // prettier-ignore
@Exclusion('test_drive_bookings_one_staff', `USING gist (tenant_id WITH =, dealer_id WITH =, staff_place WITH =, tstzrange(starts_at, held_until) WITH &&) ${holds}`) // prettier-ignore
@Check('test_drive_bookings_times', 'starts_at < ends_at and ends_at <= held_until')
@Check('test_drive_bookings_staff', 'staff_place between 1 and staff')
@Index('test_drive_bookings_starts', ['tenantId', 'dealerId', 'startsAt', 'id'])
@Index('test_drive_bookings_identity', ['tenantId', 'identityId'])
@Index('test_drive_bookings_ends', ['endsAt'])
@Index('test_drive_bookings_forget', ['forgetAt'], { where: 'forget_at is not null' })
export class TestDriveBookingEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_bookings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'test_drive_bookings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  /** Not to be guessed: whoever has it may move or cancel the drive. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'test_drive_bookings_pk' }) id!: string;
  /** Made of the sender and its key for the booking: the same asked again is the same booking. */
  @Column('uuid', { name: 'request_id' }) requestId!: string;
  @Column('uuid', { name: 'dealer_id' }) dealerId!: string;
  @Column('uuid', { name: 'demonstrator_id' }) demonstratorId!: string;
  /** The identity it was booked under: whose it is, wherever that leads. Null: they were erased, and it ties a car or money still. */
  @Column('uuid', { name: 'identity_id', nullable: true }) identityId!: string | null;
  /** Public id of the key it came through. */
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('timestamptz', { name: 'starts_at' }) startsAt!: Date;
  @Column('timestamptz', { name: 'ends_at' }) endsAt!: Date;
  /** Until when the car is not there for others. */
  @Column('timestamptz', { name: 'held_until' }) heldUntil!: Date;
  /** How many places for staff there were, and which is taken; null where the dealer counts none. */
  @Column('smallint', { nullable: true }) staff!: number | null;
  @Column('smallint', { name: 'staff_place', nullable: true }) staffPlace!: number | null;
  @Column('text') status!: TestDriveStatus;
  /** What it came to, where somebody said. */
  @Column('text', { nullable: true }) outcome!: TestDriveOutcome | null;
  /** Counts changes of its time and of whether it takes place, from 0, as calendars do. */
  @Column('integer') sequence!: number;
  /** Who says it is there for this drive. */
  @Column('text', { name: 'check_in_code' }) checkInCode!: string;
  /** Under which ids it was booked, how to reach them and what they wrote. */
  @Column('text') sealed!: string;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
  /** When what is left of somebody erased goes as well; null: of nobody erased, or nobody knows yet. */
  @Column('timestamptz', { name: 'forget_at', nullable: true }) forgetAt!: Date | null;
}

/** A booking, to be read. */
export type TestDriveBookingRecord = Omit<TestDriveBookingEntity, 'sealed'> & TestDriveContact;
