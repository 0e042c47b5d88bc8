import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { DueWork } from '../platform/due-work.js';
import { envelopeOf } from './note-envelope.js';
import { TestDriveRows } from './test-drive-rows.js';

/** A booking whose notes are told. */
type BookingKey = Pick<TestDriveBookingRecord, 'tenantId' | 'id'>;

/** Notes told in one go. */
const stride = 100;

/**
 * Tells in the log what is due of bookings, reminders among it. Told first and marked after: who dies in between tells it
 * again, under the same message id, and it counts once.
 */
@Injectable()
export class NoteTeller {
  private readonly work: DueWork;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly events: EventsService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.work = new DueWork(
      () => this.clock.now(),
      (fault, noteId) => this.warn(fault, noteId),
    );
  }

  /** Tells what is due of one booking; what cannot be told now, the tick tells. */
  async tellOf(booking: BookingKey): Promise<void> {
    for (const note of await this.due(booking))
      await this.tell(note).catch((fault: unknown) => this.warn(fault, note.id));
  }

  /** Tells all that is due. What cannot be told keeps nothing else from being, and is tried again after a minute. */
  tellAll(): Promise<void> {
    return this.work.run((but) => this.due(null, but), (note) => this.tell(note), stride); // prettier-ignore
  }

  private due(booking: BookingKey | null, but: readonly string[] = []): Promise<TestDriveNoteEntity[]> {
    return this.rows.notes.due(this.dataSource.manager, new Date(this.clock.now()), booking, stride, but);
  }

  private async tell(note: TestDriveNoteEntity): Promise<void> {
    const { manager } = this.dataSource;
    const { tenantId, bookingId } = note;
    const booking = await this.rows.bookings.find(manager, tenantId, { id: bookingId });
    // Gone with its booking meanwhile: somebody was erased.
    if (!booking) return;
    // Of somebody erased nobody is told anything.
    if (booking.identityId === null)
      return this.rows.notes.markTold(manager, note, new Date(this.clock.now()));
    const car = await this.rows.settings.demonstrator(tenantId, booking.demonstratorId);
    const drive = await this.rows.drives.find(manager, tenantId, bookingId);
    const sender = { tenantId, role: 'admin' as const, keyId: booking.sourceId };
    await this.events.record(sender, [envelopeOf({ note, booking, car, drive })]);
    await this.rows.notes.markTold(manager, note, new Date(this.clock.now()));
  }

  private warn(fault: unknown, noteId: string): void {
    this.log.warn({ err: fault, noteId }, 'could not tell of a test drive; the tick will');
  }
}
