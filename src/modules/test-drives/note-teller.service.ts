import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { envelopeOf } from './note-envelope.js';
import { TestDriveRows } from './test-drive-rows.js';

/** Notes told in one go. */
const stride = 100;

/**
 * Tells in the log what is due of bookings, reminders among it. Told first and marked after: who dies in between tells it
 * again, under the same message id, and it counts once.
 */
@Injectable()
export class NoteTeller {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly events: EventsService,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Tells what is due of one booking; what cannot be told now, the tick tells. */
  async tellOf(booking: { readonly tenantId: string; readonly id: string }): Promise<void> {
    for (const note of await this.due(booking)) await this.isTold(note);
  }

  /** Tells all that is due. What cannot be told keeps nothing else from being, and is tried again by the next tick. */
  async tellAll(): Promise<void> {
    for (;;) {
      const due = await this.due(null);
      let told = 0;
      for (const note of due) if (await this.isTold(note)) told += 1;
      if (due.length < stride || told === 0) return;
    }
  }

  private due(
    booking: { readonly tenantId: string; readonly id: string } | null,
  ): Promise<TestDriveNoteEntity[]> {
    return this.rows.notes.due(this.dataSource.manager, new Date(this.clock.now()), booking, stride);
  }

  private async isTold(note: TestDriveNoteEntity): Promise<boolean> {
    try {
      await this.tell(note);
      return true;
    } catch (fault) {
      this.log.warn({ err: fault, noteId: note.id }, 'could not tell of a test drive; the tick will');
      return false;
    }
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
}
