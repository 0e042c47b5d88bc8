import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { FeeReason } from '../../../models/test-drive/programme-drive.js';
import { ProgrammeDriveEntity, type ProgrammeDriveRecord } from '../../../models/test-drive/programme-drive.entity.js'; // prettier-ignore
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';

/** What of a drive can change. */
export type DriveChange = Partial<
  Pick<ProgrammeDriveRecord, 'feeState' | 'feeRefunded' | 'depositState' | 'depositCaptured' | 'depositReleased' | 'lapsesAt' | 'lapsedAt' | 'missesAt' | 'keyCode' | 'keyReleasedAt' | 'returnedAt' | 'mileage' | 'overdueAt'>
>; // prettier-ignore

/** A booking, by its key. */
export interface DriveKey {
  readonly tenantId: string;
  readonly id: string;
}

const { driveFeeReason, driveKeyCode } = sealedColumns;
const reasonSchema: z.ZodType<FeeReason> = z.object({ partner: z.string(), band: z.string() });
const counted = z.array(z.object({ make: z.string(), model: z.string(), startsAt: z.date() }));
const keys = z.array(z.object({ tenantId: z.uuid(), id: z.uuid() }));
const waitingKeys = z.array(z.object({ tenantId: z.uuid(), id: z.uuid(), waitingId: z.uuid() }));
const carRows = z.array(z.object({ id: z.uuid() }));

/** Reads and writes `test_drive_programme_drives`; what is personal is sealed on its way in, and opened on its way out. */
@Injectable()
export class DrivesRepository {
  constructor(private readonly ring: KeyRing) {}

  /** What a booking is beyond a test drive; null where it is none of a programme. */
  async find(manager: EntityManager, tenantId: string, bookingId: string): Promise<ProgrammeDriveRecord | null> {
    const row = await manager.findOneBy(ProgrammeDriveEntity, { tenantId, bookingId });
    return row && this.opened(row);
  } // prettier-ignore

  /** The drives of these bookings, by booking. */
  async ofBookings(manager: EntityManager, tenantId: string, bookingIds: readonly string[]): Promise<Map<string, ProgrammeDriveRecord>> {
    if (bookingIds.length === 0) return new Map();
    const rows = await manager.findBy(ProgrammeDriveEntity, { tenantId, bookingId: In([...bookingIds]) });
    return new Map(rows.map((row) => [row.bookingId, this.opened(row)]));
  } // prettier-ignore

  async insert(
    manager: EntityManager,
    { feeReason, keyCode, ...drive }: ProgrammeDriveRecord,
  ): Promise<void> {
    const sealedFeeReason = feeReason && this.ring.seal(driveFeeReason, drive.tenantId, JSON.stringify(feeReason)); // prettier-ignore
    await manager.insert(ProgrammeDriveEntity, { ...drive, sealedFeeReason, sealedKeyCode: this.sealedKey(drive.tenantId, keyCode) }); // prettier-ignore
  }

  async change(manager: EntityManager, { tenantId, id: bookingId }: DriveKey, { keyCode, ...change }: DriveChange): Promise<void> {
    const key = keyCode === undefined ? {} : { sealedKeyCode: this.sealedKey(tenantId, keyCode) };
    await manager.update(ProgrammeDriveEntity, { tenantId, bookingId }, { ...change, ...key });
  } // prettier-ignore

  /** By which band somebody paid what they paid, is nothing that anybody needs without them. */
  async forgetReason(manager: EntityManager, { tenantId, id: bookingId }: DriveKey): Promise<void> {
    await manager.update(ProgrammeDriveEntity, { tenantId, bookingId }, { sealedFeeReason: null });
  }

  /** The drives of a person under a programme that count: all but those cancelled and lapsed. */
  async counted(
    manager: EntityManager,
    tenantId: string,
    programmeKey: string,
    identityIds: readonly string[],
  ): Promise<z.infer<typeof counted>> {
    const rows: unknown = await manager.query(
      `select d.make, d.model, b.starts_at as "startsAt"
       from test_drive_bookings b join test_drive_programme_drives d on d.tenant_id = b.tenant_id and d.booking_id = b.id
       where b.tenant_id = $1 and b.identity_id = any($2) and d.programme_key = $3 and b.status <> 'CANCELLED'`,
      [tenantId, identityIds, programmeKey],
    );
    return counted.parse(rows);
  }

  /** Drives that have lapsed and are not marked so, the first first; of one dealer only, where it is given. */
  async lapsed(
    manager: EntityManager,
    now: Date,
    dealer: { readonly tenantId: string; readonly dealerId: string } | null,
    limit: number,
    but: readonly string[] = [],
  ): Promise<DriveKey[]> {
    const rows: unknown = await manager.query(
      `select b.tenant_id as "tenantId", b.id
       from test_drive_programme_drives d join test_drive_bookings b on b.tenant_id = d.tenant_id and b.id = d.booking_id
       where d.lapses_at <= $1 and ($2::uuid is null or (b.tenant_id = $2 and b.dealer_id = $3)) and b.id <> all($5::uuid[])
       order by d.lapses_at, b.id limit $4`,
      [now, dealer?.tenantId ?? null, dealer?.dealerId ?? null, limit, but],
    );
    return keys.parse(rows);
  }

  /** Drives whose car should be back and is not, of which nobody was told, the first first. */
  async overdue(
    manager: EntityManager,
    now: Date,
    limit: number,
    but: readonly string[],
  ): Promise<DriveKey[]> {
    const rows: unknown = await manager.query(
      `select b.tenant_id as "tenantId", b.id
       from test_drive_programme_drives d join test_drive_bookings b on b.tenant_id = d.tenant_id and b.id = d.booking_id
       where d.key_released_at is not null and d.returned_at is null and d.overdue_at is null and b.ends_at < $1 and b.id <> all($3::uuid[])
       order by b.ends_at, b.id limit $2`,
      [now, limit, but],
    );
    return keys.parse(rows);
  }

  /** Drives at whose end nobody may have come, the first first. */
  async unfetched(manager: EntityManager, now: Date, limit: number, but: readonly string[]): Promise<DriveKey[]> {
    const rows: unknown = await manager.query(
      `select tenant_id as "tenantId", booking_id as id from test_drive_programme_drives where misses_at <= $1 and booking_id <> all($3::uuid[])
       order by misses_at, booking_id limit $2`,
      [now, limit, but],
    );
    return keys.parse(rows);
  } // prettier-ignore

  /**
   * Drives whose car was missed before an instant, and who has it next, before another instant, and was not told that it may be late; of
   * one such drive only, where it is given.
   */
  async waiting(manager: EntityManager, missedBy: Date, startsBy: Date, late: DriveKey | null, limit: number, but: readonly string[]): Promise<(DriveKey & { readonly waitingId: string })[]> {
    const rows: unknown = await manager.query(
      `select b.tenant_id as "tenantId", b.id, next.id as "waitingId"
       from test_drive_programme_drives d join test_drive_bookings b on b.tenant_id = d.tenant_id and b.id = d.booking_id
       cross join lateral (
         select n.id, n.starts_at from test_drive_bookings n
         where n.tenant_id = b.tenant_id and n.demonstrator_id = b.demonstrator_id and n.status in ('BOOKED', 'CONFIRMED') and n.starts_at >= b.ends_at
         order by n.starts_at limit 1
       ) next
       where d.key_released_at is not null and d.returned_at is null and d.overdue_at <= $1 and next.starts_at <= $2
         and ($3::uuid is null or (b.tenant_id = $3 and b.id = $4))
         and not exists (select 1 from test_drive_notes t where t.tenant_id = b.tenant_id and t.booking_id = next.id and t.kind = 'CAR_LATE')
         and b.id <> all($6::uuid[])
       order by b.ends_at, b.id limit $5`,
      [missedBy, startsBy, late?.tenantId ?? null, late?.id ?? null, limit, but],
    );
    return waitingKeys.parse(rows);
  } // prettier-ignore

  /** Whether somebody else has a car. */
  async isOut(manager: EntityManager, tenantId: string, carId: string, exceptBookingId: string): Promise<boolean> {
    const rows: unknown = await manager.query(
      `select b.id
       from test_drive_programme_drives d join test_drive_bookings b on b.tenant_id = d.tenant_id and b.id = d.booking_id
       where b.tenant_id = $1 and b.demonstrator_id = $2 and d.key_released_at is not null and d.returned_at is null and b.id <> $3 limit 1`,
      [tenantId, carId, exceptBookingId],
    );
    return carRows.parse(rows).length > 0;
  } // prettier-ignore

  private sealedKey(tenantId: string, keyCode: string | null): string | null {
    return keyCode === null ? null : this.ring.seal(driveKeyCode, tenantId, keyCode);
  }

  private opened({ sealedFeeReason, sealedKeyCode, ...drive }: ProgrammeDriveEntity): ProgrammeDriveRecord {
    const { tenantId } = drive;
    const reason = sealedFeeReason === null ? null : reasonSchema.parse(JSON.parse(this.ring.open(driveFeeReason, tenantId, sealedFeeReason))); // prettier-ignore
    return { ...drive, feeReason: reason, keyCode: sealedKeyCode === null ? null : this.ring.open(driveKeyCode, tenantId, sealedKeyCode) }; // prettier-ignore
  }
}
