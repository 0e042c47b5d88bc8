import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { Person } from '../../../models/rights/personal-data.js';
import type { ProgrammeDriveRecord } from '../../../models/test-drive/programme-drive.entity.js';
import type { TestDriveBookingRecord } from '../../../models/test-drive/test-drive-booking.entity.js';
import type { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';
import { isId } from '../is-id.js';
import { TestDriveRows } from '../test-drive-rows.js';
import { ProgrammesRepository } from './programmes.repository.js';

/** A drive under a programme, with its booking and the version of the programme it was booked under. */
export interface WholeDrive {
  readonly booking: TestDriveBookingRecord;
  readonly drive: ProgrammeDriveRecord;
  readonly programme: TestDriveProgrammeEntity;
}

/** Whether a key box stands at another centre than that of a drive: neither keys nor returns there are any business of its. */
export function isElsewhere({ role, dealerId }: Pick<Caller, 'role' | 'dealerId'>, { booking }: Pick<WholeDrive, 'booking'>): boolean {
  return role === 'keybox' && dealerId !== booking.dealerId;
} // prettier-ignore

/** Reads drives whole. Whoever changes one holds its booking. */
@Injectable()
export class WholeDrives {
  constructor(
    private readonly rows: TestDriveRows,
    private readonly programmes: ProgrammesRepository,
  ) {}

  /** A drive by its booking; null: there is none, or it is none under a programme. */
  async find(manager: EntityManager, tenantId: string, bookingId: string): Promise<WholeDrive | null> {
    if (!isId(bookingId)) return null;
    const booking = await this.rows.bookings.find(manager, tenantId, { id: bookingId });
    return booking && this.of(manager, booking);
  }

  /** The same, held until the transaction ends. */
  async hold(manager: EntityManager, tenantId: string, bookingId: string): Promise<WholeDrive | null> {
    if (!isId(bookingId)) return null;
    const booking = await this.rows.bookings.hold(manager, tenantId, bookingId);
    return booking && this.of(manager, booking);
  }

  /** What a booking is under its programme; null: it is under none. */
  async of(manager: EntityManager, booking: TestDriveBookingRecord): Promise<WholeDrive | null> {
    const [whole] = await this.ofAll(manager, booking.tenantId, [booking]);
    return whole ?? null;
  }

  /** Every drive of a person, the first first. */
  async ofPerson(manager: EntityManager, person: Person): Promise<WholeDrive[]> {
    return this.ofAll(manager, person.tenantId, await this.rows.bookings.ofPerson(manager, person));
  }

  /** Those of these bookings that are under a programme. */
  async ofAll(
    manager: EntityManager,
    tenantId: string,
    bookings: readonly TestDriveBookingRecord[],
  ): Promise<WholeDrive[]> {
    const drives = await this.rows.drives.ofBookings(manager, tenantId, bookings.map(({ id }) => id)); // prettier-ignore
    const programmes = await this.programmes.byIds(manager, tenantId, [...drives.values()].map(({ programmeId }) => programmeId)); // prettier-ignore
    return bookings.flatMap((booking) => {
      const drive = drives.get(booking.id);
      const programme = drive && programmes.get(drive.programmeId);
      return drive && programme ? [{ booking, drive, programme }] : [];
    });
  }
}
