import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { TestDriveContact } from '../../../models/test-drive/test-drive.js';
import type { TestDriveBookingRecord } from '../../../models/test-drive/test-drive-booking.entity.js';
import type { DemonstratorEntity } from '../../../models/test-drive/demonstrator.entity.js';
import type { ProgrammeDriveRecord } from '../../../models/test-drive/programme-drive.entity.js';
import type { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';
import { Clock } from '../../platform/clock.js';
import { writeAgain } from '../../platform/write-again.js';
import { newBooking, placedIn, driveRequestIdOf } from '../new-booking.js';
import { planNotes } from '../plan-notes.js';
import { problem, tooFarAhead } from '../problem.js';
import type { Slot } from '../slots-of-day.js';
import { DriveLook, type Centre } from './drive-look.js';
import { refused, type DriveOutcome } from './drive-outcome.js';
import { DriveMakings } from './drive-makings.js';
import type { HeldPerson } from './drive-persons.js';
import type { DriveWish } from './drive-wish.js';
import { feeFor } from './fee.js';
import { brokenLimit, type BrokenLimit } from './limits.js';
import { isCalled } from './same-model.js';
import type { WholeDrive } from './whole-drives.js';

/** What is made: a drive, or that there is no free car for it, or not for this person. */
type Made = DriveOutcome | { readonly kind: 'NONE' };

/**
 * Writes a booking under a programme. Whoever books at a centre waits for whoever is at it, and then for whatever the same person books
 * elsewhere: so cars are not doubled, and limits hold for one person at many centres at once.
 */
@Injectable()
export class DriveMaker {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makings: DriveMakings,
    private readonly look: DriveLook,
    private readonly clock: Clock,
  ) {}

  async make(
    caller: Caller,
    wish: DriveWish,
    programme: TestDriveProgrammeEntity,
    cars: readonly DemonstratorEntity[],
  ): Promise<DriveOutcome> {
    const { rules } = programme;
    const { tenantId } = caller;
    const { dealerId, startsAt, days } = wish;
    const { rows, due } = this.makings;
    await due.lapseAt({ tenantId, dealerId });
    const made = await writeAgain(() =>
      this.dataSource.transaction(async (manager): Promise<Made & { centre?: Centre }> => {
        const settings = await rows.settings.hold(manager, tenantId, dealerId);
        if (!settings) return { kind: 'NOT_IN_PROGRAMME', reason: 'CENTRE' };
        const twin = await rows.bookings.find(manager, tenantId, { requestId: driveRequestIdOf(caller, wish.idempotencyKey) }); // prettier-ignore
        if (twin) return asBefore(await this.makings.wholes.of(manager, twin), wish);
        const tooFar = tooFarAhead(startsAt.getTime(), rules, this.clock.now());
        if (tooFar.length > 0) return refused(...tooFar);
        const centre = { rules, settings };
        const slot = this.look.slot(centre, startsAt.getTime(), days);
        if (!slot) return refused(noPickUp);
        return { ...(await this.place(manager, caller, wish, programme, centre, slot, cars)), centre };
      }),
    );
    if (made.kind !== 'NONE') return made;
    const nearest = made.centre ? await this.look.nearest(this.dataSource.manager, made.centre, cars, startsAt.getTime(), days) : []; // prettier-ignore
    return { kind: 'TAKEN', nearest };
  }

  /** The first free car that the person may drive; the limit that is in the way goes before a car that is taken. */
  private async place(
    manager: EntityManager,
    caller: Caller,
    wish: DriveWish,
    programme: TestDriveProgrammeEntity,
    centre: Centre,
    slot: Slot,
    cars: readonly DemonstratorEntity[],
  ): Promise<Made> {
    const { rows, persons } = this.makings;
    const draft = newBooking(caller, wish, new Date(this.clock.now()));
    const mention = { userId: wish.contact.userId ?? '', sourceId: caller.keyId, messageId: `test-drive:${draft.id}` }; // prettier-ignore
    const person = await persons.hold(manager, caller.tenantId, mention);
    const found = await this.allowed(manager, programme, person, cars, slot.startsAt);
    if ('broken' in found) return { kind: 'LIMIT', broken: found.broken, window: programme.rules.limits.window }; // prettier-ignore
    const free = await this.look.freeCars(manager, centre, slot, cars);
    const car = free.find(({ id }) => found.carIds.includes(id));
    if (!car) return { kind: 'NONE' };
    const placed = placedIn({ ...slot, demonstratorIds: [car.id], staffPlace: null }, null);
    const requestId = driveRequestIdOf(caller, wish.idempotencyKey);
    const booking = { ...draft, ...placed, requestId, identityId: person.identityId };
    // The table has the last word, whatever was read before.
    if (!(await rows.bookings.insert(manager, booking))) {
      const twin = await rows.bookings.find(manager, caller.tenantId, { requestId });
      return twin ? asBefore(await this.makings.wholes.of(manager, twin), wish) : { kind: 'NONE' };
    }
    const fee = feeFor(programme.rules.fee, await persons.bandsOf(manager, person));
    const drive = driveRow(booking, wish.days, programme, car, fee, this.clock.now());
    await rows.drives.insert(manager, drive);
    const now = this.clock.now();
    await rows.notes.add(manager, booking, [...planNotes('BOOKED', slot.startsAt, now), { kind: 'PROGRAMME_BOOKED', dueAt: now }]); // prettier-ignore
    return { kind: 'DRIVE', whole: { booking, drive, programme } };
  }

  private async allowed(
    manager: EntityManager,
    { key, rules, tenantId }: TestDriveProgrammeEntity,
    { identityIds }: HeldPerson,
    cars: readonly DemonstratorEntity[],
    startsAt: number,
  ): Promise<{ readonly carIds: readonly string[] } | { readonly broken: BrokenLimit }> {
    const rows = await this.makings.rows.drives.counted(manager, tenantId, key, identityIds);
    const drives = rows.map(({ make, model, startsAt: at }) => ({ make, model, startsAt: at.getTime() }));
    const looked = cars.map(({ id, make, model }) => ({ id, broken: brokenLimit(rules.limits, drives, { make, model, startsAt }) })); // prettier-ignore
    const carIds = looked.filter(({ broken }) => broken === null).map(({ id }) => id);
    const broken = looked.find((car) => car.broken !== null)?.broken;
    return carIds.length === 0 && broken ? { broken } : { carIds };
  }
}

/** A time at which no car is fetched, or none brought back after so many days. */
export const noPickUp = problem('startsAt', 'No car is fetched then, or none can be brought back after so many days, or it is too soon.', 'Take `startsAt` and `days` of one of `programmeSlots`.'); // prettier-ignore

/** What is answered to who asks again; with another drive under the same key one of the two would be lost. */
export function asBefore(twin: WholeDrive | null, wish: DriveWish): DriveOutcome {
  const { programme, dealerId, demonstratorId, model, days, startsAt } = wish;
  const isSame =
    twin?.programme.key === programme &&
    twin.booking.dealerId === dealerId &&
    twin.booking.demonstratorId === (demonstratorId ?? twin.booking.demonstratorId) &&
    (model === null || isCalled(twin.drive, model)) &&
    twin.drive.days === days &&
    twin.booking.startsAt.getTime() === startsAt.getTime() &&
    isSameContact(twin.booking, wish.contact);
  return isSame ? { kind: 'DRIVE', whole: twin } : refused(otherBooking);
} // prettier-ignore

function isSameContact(one: TestDriveContact, other: TestDriveContact): boolean {
  const texts = ['anonymousId', 'userId', 'name', 'email', 'phone', 'note'] as const;
  return texts.every((each) => one[each] === other[each]) && one.mayContact === other.mayContact;
}

const otherBooking = problem('idempotencyKey', 'Another booking was made under this key.', 'Give each booking a key of its own.'); // prettier-ignore

/** Eight digits, as boxes have them. */
export function newKeyCode(): string {
  return String(randomInt(100_000_000)).padStart(8, '0');
}

function driveRow(
  { id: bookingId, startsAt, endsAt }: Pick<TestDriveBookingRecord, 'id' | 'startsAt' | 'endsAt'>,
  days: number,
  { tenantId, id: programmeId, key: programmeKey, rules }: TestDriveProgrammeEntity,
  { make, model }: DemonstratorEntity,
  fee: ReturnType<typeof feeFor>,
  now: number,
): ProgrammeDriveRecord {
  const { deposit } = rules;
  return {
    tenantId,
    bookingId,
    programmeId,
    programmeKey,
    days,
    make,
    model,
    fee: fee.amount,
    feeReason: fee.reason,
    feeState: Number(fee.amount) === 0 ? 'NONE' : 'UNPAID',
    feeRefunded: '0',
    depositState: deposit ? 'AWAITED' : 'NONE',
    depositCaptured: '0',
    depositReleased: '0',
    lapsesAt: deposit && new Date(Math.min(now + deposit.holdMinutes * 60_000, startsAt.getTime())),
    lapsedAt: null,
    missesAt: endsAt,
    keyCode: null,
    keyReleasedAt: null,
    returnedAt: null,
    mileage: null,
    overdueAt: null,
  };
}
