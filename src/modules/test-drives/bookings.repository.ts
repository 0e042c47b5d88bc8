import { Injectable } from '@nestjs/common';
import { In, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Person } from '../../models/rights/personal-data.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { TestDriveBookingEntity, type TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js'; // prettier-ignore
import type { TestDriveContact } from '../../models/test-drive/test-drive.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { Held } from './free-slots.js';

/** A place in the list of bookings, by when they begin. */
export interface BookingKey {
  readonly startsAt: Date;
  readonly id: string;
}

/** What of a booking can change. */
export type BookingChange = Partial<
  Pick<TestDriveBookingEntity, 'demonstratorId' | 'startsAt' | 'endsAt' | 'heldUntil' | 'staff' | 'staffPlace' | 'status' | 'outcome' | 'sequence'>
>; // prettier-ignore

const place = sealedColumns.testDrivePersonal;
const text = z.string().nullable();
const contactSchema: z.ZodType<TestDriveContact> = z.object({
  anonymousId: text,
  userId: text,
  name: text,
  email: text,
  phone: text,
  note: text,
  mayContact: z.boolean(),
});
const idRows = z.array(z.object({ id: z.uuid() }));

/** Reads and writes `test_drive_bookings`; who drives is sealed on its way in, and opened on its way out. */
@Injectable()
export class BookingsRepository {
  constructor(private readonly ring: KeyRing) {}

  async find(manager: EntityManager, tenantId: string, by: { id: string } | { requestId: string } | { checkInCode: string }): Promise<TestDriveBookingRecord | null> {
    const row = await manager.findOneBy(TestDriveBookingEntity, { tenantId, ...by });
    return row && this.opened(row);
  } // prettier-ignore

  /** The same, held until the transaction ends. */
  async hold(manager: EntityManager, tenantId: string, id: string): Promise<TestDriveBookingRecord | null> {
    const where = { tenantId, id };
    const row = await manager.findOne(TestDriveBookingEntity, { where, lock: { mode: 'pessimistic_write' } });
    return row && this.opened(row);
  }

  /** What is held at a dealer between two instants, without the booking that is about to be moved. */
  async held(
    manager: EntityManager,
    { tenantId, dealerId }: { readonly tenantId: string; readonly dealerId: string },
    from: Date,
    to: Date,
    except: string | null,
  ): Promise<Held[]> {
    const rows = await manager
      .createQueryBuilder(TestDriveBookingEntity, 'b')
      .select(['b.tenantId', 'b.id', 'b.demonstratorId', 'b.staffPlace', 'b.startsAt', 'b.heldUntil'])
      .where('b.tenant_id = :tenantId and b.dealer_id = :dealerId', { tenantId, dealerId })
      .andWhere(`b.starts_at < :to and b.held_until > :from and b.status not in ('NO_SHOW', 'CANCELLED')`, {
        from,
        to,
      }) // prettier-ignore
      .andWhere('b.id is distinct from :except', { except })
      .getMany();
    return rows.map(({ demonstratorId, staffPlace, startsAt, heldUntil }) => ({
      demonstratorId,
      staffPlace,
      startsAt: startsAt.getTime(),
      heldUntil: heldUntil.getTime(),
    }));
  }

  /** Whoever is booked to drive the car of a booking next; null: nobody is. */
  async nextWith(manager: EntityManager, { tenantId, demonstratorId, endsAt }: TestDriveBookingRecord): Promise<TestDriveBookingRecord | null> {
    const where = { tenantId, demonstratorId, status: In(['BOOKED', 'CONFIRMED']), startsAt: MoreThanOrEqual(endsAt) };
    const row = await manager.findOne(TestDriveBookingEntity, { where, order: { startsAt: 'ASC' } });
    return row && this.opened(row);
  } // prettier-ignore

  /** Writes a booking unless the table refuses it: its car or its place for staff is taken, or its request was there before. */
  async insert(manager: EntityManager, booking: TestDriveBookingRecord): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(TestDriveBookingEntity)
      .values(this.sealed(booking))
      .orIgnore()
      .returning('id')
      .execute();
    return idRows.parse(inserted.raw).length > 0;
  }

  /** @throws a fault of SQLSTATE 23P01 when the table refuses it, as its car or its place for staff is taken */
  async change(manager: EntityManager, { tenantId, id }: { readonly tenantId: string; readonly id: string }, change: BookingChange, now: Date): Promise<void> {
    await manager.update(TestDriveBookingEntity, { tenantId, id }, { ...change, updatedAt: now });
  } // prettier-ignore

  /** By when they begin, the latest first; of one dealer only, where it is given. */
  async list(
    manager: EntityManager,
    tenantId: string,
    dealerId: string | null,
    after: BookingKey | null,
    limit: number,
  ): Promise<TestDriveBookingRecord[]> {
    const query = manager
      .createQueryBuilder(TestDriveBookingEntity, 'b')
      .where('b.tenant_id = :tenantId', { tenantId });
    if (dealerId !== null) query.andWhere('b.dealer_id = :dealerId', { dealerId });
    if (after) query.andWhere('(b.starts_at, b.id) < (:startsAt, :id)', { ...after });
    query.orderBy('b.starts_at', 'DESC').addOrderBy('b.id', 'DESC').limit(limit);
    return (await query.getMany()).map((row) => this.opened(row));
  }

  /** Every booking of a person, the oldest first. */
  async ofPerson(
    manager: EntityManager,
    { tenantId, identityIds }: Person,
  ): Promise<TestDriveBookingRecord[]> {
    const rows = await manager
      .createQueryBuilder(TestDriveBookingEntity, 'b')
      .where('b.tenant_id = :tenantId and b.identity_id = any(:identityIds)', { tenantId, identityIds })
      .orderBy('b.starts_at')
      .addOrderBy('b.id')
      .getMany();
    return rows.map((row) => this.opened(row));
  }

  /** Removes every booking of a person, with what was to be told of it; says how many. */
  async erase(manager: EntityManager, { tenantId, identityIds }: Person): Promise<number> {
    const { affected } = await manager
      .createQueryBuilder()
      .delete()
      .from(TestDriveBookingEntity)
      .where('tenant_id = :tenantId and identity_id = any(:identityIds)', { tenantId, identityIds })
      .execute();
    return affected ?? 0;
  }

  private sealed({ anonymousId, userId, name, email, phone, note, mayContact, ...booking }: TestDriveBookingRecord): TestDriveBookingEntity {
    const contact = { anonymousId, userId, name, email, phone, note, mayContact } satisfies TestDriveContact;
    return { ...booking, sealed: this.ring.seal(place, booking.tenantId, JSON.stringify(contact)) };
  } // prettier-ignore

  private opened({ sealed, ...booking }: TestDriveBookingEntity): TestDriveBookingRecord {
    return {
      ...booking,
      ...contactSchema.parse(JSON.parse(this.ring.open(place, booking.tenantId, sealed))),
    };
  }
}
