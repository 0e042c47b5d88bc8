import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../src/models/caller.js';
import type { ProgrammeRules } from '../../src/models/test-drive/programme-rules.js';
import { weekdays } from '../../src/models/vehicle/opening-hours.js';
import { ProgrammeDrives } from '../../src/modules/test-drives/programmes/programme-drives.service.js';
import { TestDriveProgrammes } from '../../src/modules/test-drives/programmes/programmes.service.js';
import { TestDriveSettings } from '../../src/modules/test-drives/test-drive-settings.service.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';

const day = 86_400_000;

/** Self-service centres of a programme that are open day and night, in a house whose clock the spec sets. */
export class TestCentres {
  private asked = 0;

  constructor(
    private readonly app: INestApplicationContext,
    private readonly caller: Caller,
  ) {}

  /** Centres, each with cars of these models. */
  async open(count: number, models: readonly string[]): Promise<{ dealerId: string; carIds: string[] }[]> {
    const settings = this.app.get(TestDriveSettings, { strict: false });
    const weekly = Object.fromEntries(weekdays.map((each) => [each, [{ opens: '08:00', closes: '20:00' }]]));
    const centres = [];
    for (let n = 0; n < count; n++) {
      const code = `C-${++this.asked}`;
      const dealer = { code, name: code, city: 'Bath', latitude: null, longitude: null };
      const { id: dealerId } = await this.app
        .get(DealersService, { strict: false })
        .create(this.caller, dealer);
      await settings.put(this.caller, { dealerId, timeZone: 'UTC', hours: { weekly, exceptions: {} }, slotMinutes: 60, pauseMinutes: 0, noticeMinutes: 0, horizonDays: 365, staff: null, needsConsent: false }); // prettier-ignore
      const carIds: string[] = [];
      for (const model of models) {
        const car = await settings.add(this.caller, { dealerId, vehicleId: null, make: 'Kia', model });
        if ('id' in car) carIds.push(car.id);
      }
      centres.push({ dealerId, carIds });
    }
    return centres;
  }

  /** Writes a programme of these centres that asks for nothing but what is given. */
  async programme(key: string, dealerIds: readonly string[], more: Partial<ProgrammeRules> = {}) {
    const rules: ProgrammeRules = {
      currency: 'GBP',
      centres: dealerIds.map((dealerId) => ({ dealerId, isSelfService: true, isAlwaysOpen: true })),
      models: [],
      minDays: 1,
      maxDays: 3,
      pickUpEveryMinutes: 60,
      turnaroundMinutes: 120,
      noticeMinutes: 0,
      horizonDays: 365,
      deposit: null,
      identity: null,
      limits: { oncePerModel: false, perPerson: null, window: null },
      fee: { standard: '0', byBand: [] },
      discount: null,
      ...more,
    };
    const set = await this.app.get(TestDriveProgrammes, { strict: false }).set(this.caller, { key, name: key, rules });
    if ('problems' in set) throw new Error(JSON.stringify(set.problems));
    return set;
  } // prettier-ignore

  /** Somebody asks for a drive; three days unless told otherwise. */
  book(programme: string, dealerId: string, userId: string, startsAt: number, more: { days?: number; model?: string; idempotencyKey?: string } = {}) {
    const contact = { userId, anonymousId: null, name: `Zebedee ${userId}`, email: null, phone: null, note: null, mayContact: true };
    const { days = 3, model = null, idempotencyKey = `wish-${++this.asked}` } = more;
    const wish = { programme, dealerId, demonstratorId: null, model, startsAt: new Date(startsAt), days, contact, idempotencyKey };
    return this.app.get(ProgrammeDrives, { strict: false }).book(this.caller, wish);
  } // prettier-ignore

  /** The same, where there is a drive to be had. */
  async booked(...asked: Parameters<TestCentres['book']>) {
    const outcome = await this.book(...asked);
    if (outcome.kind !== 'DRIVE') throw new Error(JSON.stringify(outcome));
    return outcome.whole;
  }
}

/** So many days after an instant, in milliseconds since the epoch. */
export function after(from: number, days: number): number {
  return from + days * day;
}
