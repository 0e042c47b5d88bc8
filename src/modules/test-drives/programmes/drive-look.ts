import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { DemonstratorEntity } from '../../../models/test-drive/demonstrator.entity.js';
import type { ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import type { DealerTestDrives } from '../../../models/test-drive/test-drive-settings.entity.js';
import { weekdays, type OpeningHours } from '../../../models/vehicle/opening-hours.js';
import { Clock } from '../../platform/clock.js';
import { Fleets } from '../fleet.js';
import type { Slot } from '../slots-of-day.js';
import type { FreeSlot, Held } from '../free-slots.js';
import { TestDriveRows } from '../test-drive-rows.js';
import { CentreClock, driveOf, pickUps, type CentreTimes } from './drive-times.js';
import { freeDrives, HeldCars, type FreeDrive } from './free-drives.js';
import { isAmong, isCalled } from './same-model.js';

const dayMs = 86_400_000;
/** How far ahead what is free is told in one answer. */
const longestMs = 14 * dayMs;
/** Rows in one answer. */
const mostRows = 5_000;
/** How far beyond a drive that is taken others are looked for, and how many are named. */
const around = { ms: 3 * dayMs, most: 5 };
const dayAndNight: OpeningHours = {
  weekly: Object.fromEntries(weekdays.map((day) => [day, [{ opens: '00:00', closes: '24:00' }]])),
  exceptions: {},
};

/** A centre of a programme, with what its dealer says of test drives. */
export interface Centre {
  readonly rules: ProgrammeRules;
  readonly settings: DealerTestDrives;
}

/** One car of a fleet, or any of a model; with neither, any that is there. */
export interface CarMeant {
  readonly demonstratorId: string | null;
  readonly model: string | null;
}

/** Where to look for what can be driven under a programme, when and for how long. */
@Injectable()
export class DriveLook {
  constructor(
    private readonly rows: TestDriveRows,
    private readonly fleets: Fleets,
    private readonly clock: Clock,
  ) {}

  /** Whether the programme has such a car at a centre, and those that are there to be driven, whoever has booked them. */
  async fleet({ rules, settings }: Centre, wanted: CarMeant) {
    const { tenantId, dealerId } = settings;
    const all = (await this.fleets.drivable(tenantId, dealerId)).filter((car) => isAmong(rules.models, car));
    const meant = all.filter((car) => isMeant(car, wanted));
    const isOfModel = wanted.model === null || rules.models.length === 0 || rules.models.some((each) => isCalled(each, wanted.model ?? ''));
    return { isPossible: wanted.demonstratorId === null ? isOfModel : meant.length > 0, there: meant };
  } // prettier-ignore

  /** When a drive would be; null: none can begin then, or end after so many days. */
  slot(centre: Centre, startsAt: number, days: number): Slot | null {
    const times = timesOf(centre);
    const isPickUp = this.starts(centre, startsAt, startsAt + 1, times).length > 0;
    return isPickUp ? driveOf(times, startsAt, days) : null;
  }

  /** Which of these cars nobody has in a slot. */
  async freeCars(
    manager: EntityManager,
    { settings }: Centre,
    { startsAt, heldUntil }: Slot,
    cars: readonly DemonstratorEntity[],
  ): Promise<DemonstratorEntity[]> {
    const held = await this.rows.bookings.held(manager, settings, new Date(startsAt), new Date(heldUntil), null, this.clock.now()); // prettier-ignore
    const taken = new Set(held.map(({ demonstratorId }) => demonstratorId));
    return cars.filter(({ id }) => !taken.has(id));
  }

  /** For how many days each of these cars is free, from every instant between two at which it can be fetched; of 14 days and 5,000 rows at most. */
  async free(
    manager: EntityManager,
    centre: Centre,
    cars: readonly DemonstratorEntity[],
    from: number,
    to: number,
  ): Promise<FreeDrive[]> {
    const { rules } = centre;
    const times = timesOf(centre);
    const starts = this.starts(centre, from, to, times);
    const held = await this.heldFor(manager, centre, starts, rules.maxDays);
    const days = { min: rules.minDays, max: rules.maxDays };
    return freeDrives(times, days, starts, cars.map(({ id }) => id), held, mostRows); // prettier-ignore
  }

  /** Drives of so many days around one that is taken, the nearest first. */
  async nearest(
    manager: EntityManager,
    centre: Centre,
    cars: readonly DemonstratorEntity[],
    to: number,
    days: number,
  ): Promise<FreeSlot[]> {
    // The next one begins when this one is over and the car is ready.
    const reach = days * dayMs + centre.rules.turnaroundMinutes * 60_000 + around.ms;
    const times = timesOf(centre);
    const starts = this.starts(centre, to - reach, to + reach, times, 2 * reach);
    const held = new HeldCars(await this.heldFor(manager, centre, starts, days));
    const slots: FreeSlot[] = [];
    for (const startsAt of starts.toSorted((one, other) => Math.abs(one - to) - Math.abs(other - to))) {
      if (slots.length === around.most) break;
      const drive = driveOf(times, startsAt, days);
      const isFree = (until: number | null) => drive !== null && until !== null && drive.heldUntil <= until;
      const free = cars.filter(({ id }) => isFree(held.freeUntil(id, startsAt)));
      if (drive && free.length > 0) slots.push({ ...drive, demonstratorIds: free.map(({ id }) => id), staffPlace: null }); // prettier-ignore
    }
    return slots;
  }

  /** What is held while drives of so many days that begin at these instants could be. */
  private async heldFor(
    manager: EntityManager,
    { rules, settings }: Centre,
    starts: readonly number[],
    days: number,
  ): Promise<Held[]> {
    const [first, last] = [starts[0], starts.at(-1)];
    if (first === undefined || last === undefined) return [];
    // A day of the clock may have 25 hours.
    const end = last + (days + 1) * dayMs + rules.turnaroundMinutes * 60_000;
    return this.rows.bookings.held(manager, settings, new Date(first), new Date(end), null, this.clock.now());
  }

  private starts(centre: Centre, from: number, to: number, times: CentreTimes, longest = longestMs): number[] {
    const earliest = Math.max(from, this.clock.now() + centre.rules.noticeMinutes * 60_000);
    const latest = this.clock.now() + centre.rules.horizonDays * dayMs;
    return pickUps(times, earliest, Math.min(to, earliest + longest, latest + 1));
  } // prettier-ignore
}

/** When cars are fetched and brought back at a centre. */
function timesOf({ rules, settings }: Centre): CentreTimes {
  const { timeZone, dealerId } = settings;
  const isAlwaysOpen = rules.centres.some((each) => each.dealerId === dealerId && each.isAlwaysOpen);
  const { pickUpEveryMinutes, turnaroundMinutes } = rules;
  return { clock: new CentreClock(timeZone, isAlwaysOpen ? dayAndNight : settings.hours), pickUpEveryMinutes, turnaroundMinutes }; // prettier-ignore
}

function isMeant(car: DemonstratorEntity, { demonstratorId, model }: CarMeant): boolean {
  return (demonstratorId ?? car.id) === car.id && (model === null || isCalled(car, model));
}
