import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
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
  Pick<TestDriveBookingEntity, 'demonstratorId' | 'startsAt' | 'endsAt' | 'heldUntil' | 'staff' | 'staffPlace' | 'status' | 'outcome' | 'sequence' | 'forgetAt'>
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
/** For how long a car that is late is in nobody's reach. */
const lateMs = 86_400_000;
const heldRows = z.array(z.object({ demonstratorId: z.uuid(), staffPlace: z.number().nullable(), startsAt: z.date(), heldUntil: z.date() })); // prettier-ignore
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

  /**
   * What is held at a dealer between two instants, without the booking that is about to be moved. Nobody knows when a car is back that
   * should be back by now: it is held for the day to come, and what is booked for later is not in question yet.
   */
  async held(
    manager: EntityManager,
    { tenantId, dealerId }: { readonly tenantId: string; readonly dealerId: string },
    from: Date,
    to: Date,
    except: string | null,
    now: number,
  ): Promise<Held[]> {
    const rows: unknown = await manager.query(
      `select b.demonstrator_id as "demonstratorId", b.staff_place as "staffPlace", b.starts_at as "startsAt",
         greatest(b.held_until, case when d.booking_id is not null then $7::timestamptz end) as "heldUntil"
       from test_drive_bookings b left join test_drive_programme_drives d on d.tenant_id = b.tenant_id and d.booking_id = b.id
         and d.key_released_at is not null and d.returned_at is null and b.ends_at < $6
       where b.tenant_id = $1 and b.dealer_id = $2 and b.starts_at < $4 and b.status not in ('NO_SHOW', 'CANCELLED')
         and (b.held_until > $3 or (d.booking_id is not null and $7 > $3)) and b.id is distinct from $5::uuid`,
      [tenantId, dealerId, from, to, except, new Date(now), new Date(now + lateMs)],
    );
    return heldRows.parse(rows).map(({ startsAt, heldUntil, ...held }) => ({ ...held, startsAt: startsAt.getTime(), heldUntil: heldUntil.getTime() })); // prettier-ignore
  }

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

  /** These bookings, by id. */
  async byIds(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<Map<string, TestDriveBookingRecord>> {
    const rows = await manager.findBy(TestDriveBookingEntity, { tenantId, id: In([...ids]) });
    return new Map(rows.map((row) => [row.id, this.opened(row)]));
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

  /** The same, held until the transaction ends: whoever says something of one of them waits, or is waited for. */
  async holdOfPerson(manager: EntityManager, { tenantId, identityIds }: Person): Promise<TestDriveBookingRecord[]> {
    const where = { tenantId, identityId: In([...identityIds]) };
    const rows = await manager.find(TestDriveBookingEntity, { where, order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } });
    return rows.map((row) => this.opened(row));
  } // prettier-ignore

  /** Removes these bookings, with all that is kept of them. */
  async remove(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<void> {
    await manager.delete(TestDriveBookingEntity, { tenantId, id: In([...ids]) });
  }

  /** Writes a booking anew, whole. */
  async rewrite(manager: EntityManager, booking: TestDriveBookingRecord): Promise<void> {
    const { tenantId, id, ...row } = this.sealed(booking);
    await manager.update(TestDriveBookingEntity, { tenantId, id }, row);
  }

  /** Removes what is left of people erased and due to go, so many at most; says how many. Of every tenant: only for the sweep. */
  async forgetParted(manager: EntityManager, now: Date, limit: number): Promise<number> {
    const rows: unknown = await manager.query(
      `with gone as (delete from test_drive_bookings where (tenant_id, id) in (
         select tenant_id, id from test_drive_bookings where forget_at <= $1 order by forget_at limit $2 for update skip locked) returning id)
       select id from gone`,
      [now, limit],
    );
    return idRows.parse(rows).length;
  }

  /**
   * Removes bookings that ended before an instant, so many at most; says how many. One whose car is out, whose money is held or owed, or
   * whose discount can be used still, stays. Of every tenant: only for the sweep.
   */
  async forgetEnded(manager: EntityManager, endedBefore: Date, now: Date, limit: number): Promise<number> {
    const rows: unknown = await manager.query(
      `with gone as (delete from test_drive_bookings where (tenant_id, id) in (
         select b.tenant_id, b.id from test_drive_bookings b
           left join test_drive_programme_drives d on d.tenant_id = b.tenant_id and d.booking_id = b.id
           left join test_drive_programmes p on p.tenant_id = d.tenant_id and p.id = d.programme_id
         where b.ends_at < $1 and not coalesce((d.key_released_at is not null and d.returned_at is null) or d.deposit_state = 'HELD'
           or (d.fee_state = 'PAID' and b.status = 'CANCELLED')
           or d.returned_at + make_interval(days => (p.rules -> 'discount' ->> 'validDays')::int) > $2, false)
         order by b.ends_at limit $3 for update of b skip locked) returning id)
       select id from gone`,
      [endedBefore, now, limit],
    );
    return idRows.parse(rows).length;
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
