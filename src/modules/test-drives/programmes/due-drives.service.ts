import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { DueWork } from '../../platform/due-work.js';
import { NoteTeller } from '../note-teller.service.js';
import { TestDriveRows } from '../test-drive-rows.js';
import { isAhead } from '../transition.js';
import type { DriveKey } from './drives.repository.js';

/** Drives dealt with in one go. */
const stride = 100;
/** How late a car may be before anybody waits for it, and how near a drive is whose driver is told. */
const [graceMs, nearMs] = [10 * 60_000, 24 * 3_600_000];

/**
 * What becomes due of drives by itself: one whose deposit was not held lapses, one that nobody came for
 * is over, a car that is not back is missed, and who waits for it is told. Each is an instant
 * in its row, so a worker that was away catches up, and two at once do it once.
 */
@Injectable()
export class DueDrives {
  private readonly work = {
    lapsed: this.due(),
    overdue: this.due(),
    unfetched: this.due(),
    waiting: this.due(),
  };

  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly teller: NoteTeller,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Does all that is due. What cannot be done keeps nothing else from being, and is tried again after a minute. */
  async workAll(): Promise<void> {
    const { manager } = this.dataSource;
    const { drives } = this.rows;
    const now = () => new Date(this.clock.now());
    await this.work.lapsed.run((but) => drives.lapsed(manager, now(), null, stride, but), (key) => this.lapse(key), stride);
    await this.work.overdue.run((but) => drives.overdue(manager, now(), stride, but), (key) => this.miss(key), stride);
    await this.work.unfetched.run((but) => drives.unfetched(manager, now(), stride, but), (key) => this.close(key), stride);
    await this.work.waiting.run((but) => this.waiting(manager, null, stride, but), (key) => this.warn(key), stride);
  } // prettier-ignore

  /** Frees what has lapsed at a dealer, for whoever is about to book there; in transactions of its own, before any person is held. */
  async lapseAt(dealer: { readonly tenantId: string; readonly dealerId: string }): Promise<void> {
    const due = await this.rows.drives.lapsed(this.dataSource.manager, new Date(this.clock.now()), dealer, stride); // prettier-ignore
    for (const key of due) await this.lapse(key).catch((fault: unknown) => this.failed(fault, key.id));
  }

  private due(): DueWork {
    return new DueWork(() => this.clock.now(), (fault, id) => this.failed(fault, id)); // prettier-ignore
  }

  private failed(fault: unknown, bookingId: string): void {
    this.log.warn({ err: fault, bookingId }, 'could not do what is due of a test drive; a later tick will');
  }

  private async lapse(key: DriveKey): Promise<void> {
    await this.dataSource.transaction((manager) => this.lapseIn(manager, key));
    await this.teller.tellOf(key);
  }

  /** Lapses a drive that is due to. Looked at again under the booking's lock: its deposit may have been held, or it was cancelled, meanwhile. */
  async lapseIn(manager: EntityManager, key: DriveKey): Promise<void> {
    const booking = await this.rows.bookings.hold(manager, key.tenantId, key.id);
    const drive = await this.rows.drives.find(manager, key.tenantId, key.id);
    const lapsesAt = drive?.lapsesAt;
    if (!booking || !lapsesAt || lapsesAt.getTime() > this.clock.now()) return;
    if (!isAhead(booking.status)) return this.rows.drives.change(manager, key, { lapsesAt: null });
    const change = { status: 'CANCELLED' as const, sequence: booking.sequence + 1 };
    await this.rows.bookings.change(manager, key, change, new Date(this.clock.now()));
    await this.rows.drives.change(manager, key, { lapsesAt: null, lapsedAt: lapsesAt });
    await this.rows.notes.dropReminders(manager, key);
    await this.rows.notes.add(manager, key, [{ kind: 'LAPSED', dueAt: lapsesAt.getTime() }]);
  }

  private async miss(key: DriveKey): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const booking = await this.rows.bookings.hold(manager, key.tenantId, key.id);
      const drive = await this.rows.drives.find(manager, key.tenantId, key.id);
      if (!booking || !drive || drive.returnedAt || drive.overdueAt) return;
      await this.rows.drives.change(manager, key, { overdueAt: booking.endsAt });
      await this.rows.notes.add(manager, key, [{ kind: 'OVERDUE', dueAt: booking.endsAt.getTime() }]);
    });
    await this.teller.tellOf(key);
  }

  /** Nobody came for the key of a drive that is over. */
  private async close(key: DriveKey): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const booking = await this.rows.bookings.hold(manager, key.tenantId, key.id);
      const drive = await this.rows.drives.find(manager, key.tenantId, key.id);
      if (!booking || !drive?.missesAt) return;
      await this.rows.drives.change(manager, key, { missesAt: null });
      if (!isAhead(booking.status) || drive.keyReleasedAt) return;
      await this.rows.bookings.change(manager, key, { status: 'NO_SHOW' }, new Date(this.clock.now()));
      await this.rows.notes.dropReminders(manager, key);
      await this.rows.notes.add(manager, key, [{ kind: 'NO_SHOW', dueAt: booking.endsAt.getTime() }]);
    });
    await this.teller.tellOf(key);
  }

  /** Whoever has a late car next is told so, once, and not before it is near. Looked at again under the lock of the late one. */
  private async warn(key: DriveKey): Promise<void> {
    const told = await this.dataSource.transaction(async (manager) => {
      await this.rows.bookings.hold(manager, key.tenantId, key.id);
      const [waiting] = await this.waiting(manager, key, 1);
      const next = waiting && { tenantId: key.tenantId, id: waiting.waitingId };
      if (next) await this.rows.notes.add(manager, next, [{ kind: 'CAR_LATE', dueAt: this.clock.now() }]);
      return next;
    });
    if (told) await this.teller.tellOf(told);
  }

  private waiting(manager: EntityManager, late: DriveKey | null, limit: number, but: readonly string[] = []) {
    const now = this.clock.now();
    return this.rows.drives.waiting(
      manager,
      new Date(now - graceMs),
      new Date(now + nearMs),
      late,
      limit,
      but,
    );
  }
}
