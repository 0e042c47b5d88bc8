import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { In, IsNull, LessThanOrEqual, Not, type EntityManager } from 'typeorm';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { TestDriveNoteEntity } from '../../models/test-drive/test-drive-note.entity.js';
import { remindersMs, type PlannedNote } from './plan-notes.js';

type Key = Pick<TestDriveBookingRecord, 'tenantId' | 'id'>;

/** Which reminders are read: those due after one, by an instant, of drives that begin after now. */
export interface RemindersWithin {
  readonly after: { readonly dueAt: Date; readonly id: string } | null;
  readonly dueBy: Date;
  readonly now: Date;
}

const reminderRows = z.array(z.object({ id: z.uuid(), bookingId: z.uuid(), dueAt: z.date() }));

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

  /** What is due and not told, the first due first; of one booking only, where it is given, and without some. */
  due(
    manager: EntityManager,
    now: Date,
    booking: Key | null,
    limit: number,
    but: readonly string[] = [],
  ): Promise<TestDriveNoteEntity[]> {
    const others = but.length > 0 ? { id: Not(In([...but])) } : {};
    const of = booking ? { tenantId: booking.tenantId, bookingId: booking.id } : {};
    return manager.find(TestDriveNoteEntity, {
      where: { ...of, ...others, toldAt: IsNull(), dueAt: LessThanOrEqual(now) },
      order: { dueAt: 'ASC', id: 'ASC' },
      take: limit,
    });
  }

  /**
   * Reminders of drives that are ahead, told or not, the first due first. One that was for another time, before the drive was moved, is
   * none any more; nor is that of a drive whose deposit was not held in time.
   */
  async reminders(manager: EntityManager, tenantId: string, { after, dueBy, now }: RemindersWithin, limit: number): Promise<z.infer<typeof reminderRows>> {
    const rows: unknown = await manager.query(
      `select n.id, n.booking_id as "bookingId", n.due_at as "dueAt"
       from test_drive_notes n join test_drive_bookings b on b.tenant_id = n.tenant_id and b.id = n.booking_id
         left join test_drive_programme_drives d on d.tenant_id = n.tenant_id and d.booking_id = n.booking_id
       where n.tenant_id = $1 and n.kind = 'REMINDER' and n.due_at >= $2 and n.due_at <= $3 and ($4::timestamptz is null or (n.due_at, n.id) > ($4, $5::uuid))
         and b.status in ('BOOKED', 'CONFIRMED') and b.starts_at > $6 and extract(epoch from b.starts_at - n.due_at) * 1000 = any($7::numeric[])
         and not coalesce(d.deposit_state = 'AWAITED' and d.lapses_at <= $6, false)
       order by n.due_at, n.id limit $8`,
      [tenantId, new Date(now.getTime() - Math.max(...remindersMs)), dueBy, after?.dueAt ?? null, after?.id ?? null, now, remindersMs, limit],
    );
    return reminderRows.parse(rows);
  } // prettier-ignore

  async markTold(manager: EntityManager, { tenantId, id }: Key, toldAt: Date): Promise<void> {
    await manager.update(TestDriveNoteEntity, { tenantId, id }, { toldAt });
  }
}
