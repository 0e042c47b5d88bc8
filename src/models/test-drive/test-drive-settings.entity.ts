import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { TenantEntity } from '../tenant/tenant.entity.js';
import { DealerEntity } from '../vehicle/dealer.entity.js';
import type { OpeningHours } from '../vehicle/opening-hours.js';

/** How a dealer has its cars driven. A dealer without a row has none driven. */
@Entity('test_drive_settings')
@Unique('test_drive_settings_code_unique', ['tenantId', 'checkInCode'])
export class TestDriveSettingsEntity {
  @PrimaryColumn('uuid', { name: 'tenant_id', primaryKeyConstraintName: 'test_drive_settings_pk' })
  @ForeignKey(() => TenantEntity, { name: 'test_drive_settings_tenant_fk', onDelete: 'CASCADE' })
  tenantId!: string;
  @PrimaryColumn('uuid', { name: 'dealer_id', primaryKeyConstraintName: 'test_drive_settings_pk' })
  @ForeignKey(() => DealerEntity, { name: 'test_drive_settings_dealer_fk', onDelete: 'CASCADE' })
  dealerId!: string;
  /** IANA name: `Europe/London`; null: as the dealer has it. */
  @Column('text', { name: 'time_zone', nullable: true }) timeZone!: string | null;
  /** Null: those of the dealer. */
  @Column('jsonb', { nullable: true }) hours!: OpeningHours | null;
  @Column('smallint', { name: 'slot_minutes' }) slotMinutes!: number;
  @Column('smallint', { name: 'pause_minutes' }) pauseMinutes!: number;
  /** The least time between booking a drive and setting off. */
  @Column('integer', { name: 'notice_minutes' }) noticeMinutes!: number;
  /** How far ahead drives are booked. */
  @Column('smallint', { name: 'horizon_days', default: 365 }) horizonDays!: number;
  /** How many drives at once somebody can go along on; null where nobody has to. */
  @Column('smallint', { nullable: true }) staff!: number | null;
  /** Nobody is booked who may not be written to or called: the dealer confirms each drive that way. */
  @Column('boolean', { name: 'needs_consent' }) needsConsent!: boolean;
  /** Stands in the showroom: who gives it is there. */
  @Column('text', { name: 'check_in_code' }) checkInCode!: string;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** The same with the hours and the time zone that hold, its own or the dealer's. */
export type DealerTestDrives = Omit<TestDriveSettingsEntity, 'timeZone' | 'hours'> & {
  readonly timeZone: string;
  readonly hours: OpeningHours;
};
