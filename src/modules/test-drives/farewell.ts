import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ErasedRecords, Person } from '../../models/rights/personal-data.js';
import type { ProgrammeDriveRecord } from '../../models/test-drive/programme-drive.entity.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { Clock } from '../platform/clock.js';
import { newCode } from './new-booking.js';
import { BandsRepository } from './programmes/bands.repository.js';
import { StatementsRepository } from './programmes/statements.repository.js';
import type { WholeDrive } from './programmes/whole-drives.js';
import { TestDriveRows } from './test-drive-rows.js';
import { forgetAt, statusWithout, tiesOf, type Tie } from './ties.js';

/**
 * Takes people out of their drives. What ties a car, a key or money stays, of nobody: the car is in nobody else's drive meanwhile, and
 * the payment system can still say what became of its money. The rest goes by itself.
 */
@Injectable()
export class Farewell {
  constructor(
    private readonly rows: TestDriveRows,
    private readonly statements: StatementsRepository,
    private readonly bands: BandsRepository,
    private readonly clock: Clock,
  ) {}

  /** Erases a person's drives, and says what is gone and what stays, until when. Done again it finds nothing. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const { tenantId } = person;
    const bookings = await this.rows.bookings.holdOfPerson(manager, person);
    const ids = bookings.map(({ id }) => id);
    const drives = await this.rows.drives.ofBookings(manager, tenantId, ids);
    const kept: Tie[] = [];
    const gone: string[] = [];
    for (const booking of bookings) {
      const ties = await this.part(manager, booking, drives.get(booking.id) ?? null);
      kept.push(...ties);
      if (ties.length === 0) gone.push(booking.id);
    }
    await this.rows.bookings.remove(manager, tenantId, gone);
    return [{ what: 'testDrives', count: gone.length }, ...kept.map(toKept)];
  }

  /** What is left of somebody erased may go once nothing ties it: looked at whenever something became of its car or its money. */
  async loosen(manager: EntityManager, { booking, drive }: Pick<WholeDrive, 'booking' | 'drive'>): Promise<void> {
    if (booking.identityId !== null) return;
    const now = this.clock.now();
    const change = { forgetAt: forgetAt(tiesOf(booking, drive, now), now) };
    await this.rows.bookings.change(manager, booking, change, new Date(now));
  } // prettier-ignore

  /** What is left of a drive without its person; nothing, where nothing ties it. */
  private async part(
    manager: EntityManager,
    booking: TestDriveBookingRecord,
    drive: ProgrammeDriveRecord | null,
  ): Promise<Tie[]> {
    const { tenantId, id } = booking;
    const now = this.clock.now();
    const status = statusWithout(booking, drive, now);
    const ties = tiesOf({ ...booking, status }, drive, now);
    if (ties.length === 0) return ties;
    const sequence = status === booking.status ? booking.sequence : booking.sequence + 1;
    const left = { ...booking, ...nobody(), status, sequence, forgetAt: forgetAt(ties, now), updatedAt: new Date(now) }; // prettier-ignore
    await this.rows.bookings.rewrite(manager, left);
    await this.rows.notes.drop(manager, booking);
    await this.rows.drives.forgetReason(manager, booking);
    await this.statements.forgetPerson(manager, tenantId, id);
    await this.bands.forgetRedemption(manager, tenantId, id);
    return ties;
  }
}

/** Nothing by which anybody could be found: also the key and the code they knew it by. */
function nobody() {
  const contact = { anonymousId: null, userId: null, name: null, email: null, phone: null, note: null, mayContact: false }; // prettier-ignore
  return { ...contact, identityId: null, requestId: randomUUID(), checkInCode: newCode(), outcome: null };
}

function toKept({ what, until }: Tie): ErasedRecords {
  return { what, count: 1, keptUntil: typeof until === 'string' ? until : until.toISOString() };
}
