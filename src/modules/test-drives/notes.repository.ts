import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, LessThanOrEqual, type EntityManager } from 'typeorm';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import type { PlannedNote } from './plan-notes.js';

type Key = Pick<TestDriveBookingRecord, 'tenantId' | 'id'>;

/** Reads and writes `test_drive_notes`. */
@Injectable()
export class NotesRepository {
  /** Puts down what is to be told of a booking, in the transaction that makes it so. */
  async add(manager: EntityManager, { tenantId, id: bookingId }: Key, notes: readonly PlannedNote[]): Promise<void> {
    const rows = notes.map(({ kind, dueAt }) => ({ tenantId, id: randomUUID(), bookingId, kind, dueAt: new Date(dueAt), toldAt: null }));
    await manager.insert(TestDriveNoteEntity, rows);
  } // prettier-ignore

  /** Takes back the reminders that nobody was given yet. */
  async dropReminders(manager: EntityManager, { tenantId, id: bookingId }: Key): Promise<void> {
    await manager.delete(TestDriveNoteEntity, { tenantId, bookingId, kind: 'REMINDER', toldAt: IsNull() });
  }

  /** Takes back everything, told or not. */
  async drop(manager: EntityManager, { tenantId, id: bookingId }: Key): Promise<void> {
    await manager.delete(TestDriveNoteEntity, { tenantId, bookingId });
  }

  /** Whether a booking was ever given another time. */
  wasMoved(manager: EntityManager, { tenantId, id: bookingId }: Key): Promise<boolean> {
    return manager.existsBy(TestDriveNoteEntity, { tenantId, bookingId, kind: 'MOVED' });
  }

  /** What is due and not told, the first due first; of one booking only, where it is given. */
  due(manager: EntityManager, now: Date, booking: Key | null, limit: number): Promise<TestDriveNoteEntity[]> {
    const of = booking ? { tenantId: booking.tenantId, bookingId: booking.id } : {};
    return manager.find(TestDriveNoteEntity, {
      where: { ...of, toldAt: IsNull(), dueAt: LessThanOrEqual(now) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  async markTold(manager: EntityManager, { tenantId, id }: Key, toldAt: Date): Promise<void> {
    await manager.update(TestDriveNoteEntity, { tenantId, id }, { toldAt });
  }
}
