import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { ModelName } from '../../../models/test-drive/programme-rules.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { Clock } from '../../platform/clock.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { problem, unknown } from '../problem.js';
import { BandsRepository } from './bands.repository.js';
import { discountUntil, isFor, priceAfter, takenOff, type DiscountRules } from './discount.js';
import { DriveMakings } from './drive-makings.js';
import { refused, type Refused } from './drive-outcome.js';
import { textProblems } from './said.js';
import type { WholeDrive } from './whole-drives.js';

/** What somebody gets who drove and then buys. */
export interface DriveDiscount {
  readonly bookingId: string;
  readonly programmeKey: string;
  readonly rules: DiscountRules;
  readonly currency: string;
  readonly driven: ModelName;
  readonly validUntil: Date;
  readonly redeemedAt: Date | null;
  /** What it makes of the price of a car that was asked about; null: none was, or it is not for it. */
  readonly onCar: { readonly off: string; readonly priceAfter: string; readonly currency: string } | null;
}

/** What became of using a discount. */
export type RedeemOutcome =
  | { readonly kind: 'DISCOUNT'; readonly discount: DriveDiscount }
  | { readonly kind: 'REDEEMED_BEFORE'; readonly redeemedAt: Date }
  | { readonly kind: 'EXPIRED'; readonly validUntil: Date }
  | Refused;

/** Discounts of those who drove and then buy: which there are, and that each is used once. */
@Injectable()
export class DriveDiscounts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makings: DriveMakings,
    private readonly bands: BandsRepository,
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  /** A person's discounts, used and expired ones too, the first drive's first; for a car: those that are for it, with what it costs then. */
  async list(
    { tenantId }: Caller,
    userId: string | null,
    vehicleId: string | null,
  ): Promise<DriveDiscount[]> {
    const person = userId === null ? null : await this.makings.persons.find(tenantId, userId);
    const car = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    if (!person || (vehicleId !== null && !car)) return [];
    const { manager } = this.dataSource;
    const all = await this.discounts(manager, tenantId, await this.makings.wholes.ofPerson(manager, person), car); // prettier-ignore
    return all.filter(({ onCar }) => car === null || onCar !== null);
  }

  /** Uses a discount for an order. The same order again is the same use; another order is refused. */
  async redeem({ tenantId }: Caller, bookingId: string, order: string, vehicleId: string | null): Promise<RedeemOutcome> {
    const problems = textProblems('orderReference', order, 200);
    const car = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    if (vehicleId !== null && !car) problems.push(unknown.vehicle);
    if (problems.length > 0) return refused(...problems);
    const outcome = await this.dataSource.transaction(async (manager): Promise<RedeemOutcome> => {
      const whole = await this.makings.wholes.hold(manager, tenantId, bookingId);
      const [discount] = whole ? await this.discounts(manager, tenantId, [whole], car) : [];
      if (!whole || !discount) return refused(noDiscount);
      return this.use(manager, whole, discount, order, car !== null);
    });
    if (outcome.kind === 'DISCOUNT') await this.makings.teller.tellOf({ tenantId, id: bookingId });
    return outcome;
  } // prettier-ignore

  private async use(
    manager: EntityManager,
    { booking }: WholeDrive,
    discount: DriveDiscount,
    order: string,
    isOfCar: boolean,
  ): Promise<RedeemOutcome> {
    const { tenantId, id } = booking;
    const redeemedAt = new Date(this.clock.now());
    const before = (await this.bands.redeemed(manager, tenantId, [id])).get(id);
    if (before) return before.order === order ? { kind: 'DISCOUNT', discount } : { kind: 'REDEEMED_BEFORE', redeemedAt: before.redeemedAt }; // prettier-ignore
    if (isOfCar && !discount.onCar) return refused(otherCar);
    if (discount.validUntil <= redeemedAt) return { kind: 'EXPIRED', validUntil: discount.validUntil };
    // The table has the last word: it has one row for a drive.
    if (!(await this.bands.redeem(manager, { tenantId, bookingId: id, order, redeemedAt }))) return { kind: 'REDEEMED_BEFORE', redeemedAt }; // prettier-ignore
    await this.makings.rows.notes.add(manager, booking, [{ kind: 'DISCOUNT_REDEEMED', dueAt: redeemedAt.getTime() }]); // prettier-ignore
    return { kind: 'DISCOUNT', discount: { ...discount, redeemedAt } };
  }

  /** The discounts of those of these drives that took place under a programme that gives one. */
  private async discounts(
    manager: EntityManager,
    tenantId: string,
    wholes: readonly WholeDrive[],
    car: VehicleInStock | null,
  ): Promise<DriveDiscount[]> {
    const redeemed = await this.bands.redeemed(manager, tenantId, wholes.map(({ booking }) => booking.id)); // prettier-ignore
    return wholes.flatMap(({ booking, drive, programme }) => {
      const { discount: rules, currency } = programme.rules;
      if (!rules || !drive.returnedAt || booking.identityId === null || booking.status !== 'ATTENDED')
        return [];
      const driven = { make: drive.make, model: drive.model };
      const discount = { bookingId: booking.id, programmeKey: programme.key, rules, currency, driven };
      const validUntil = discountUntil(rules, drive.returnedAt);
      const redeemedAt = redeemed.get(booking.id)?.redeemedAt ?? null;
      return [{ ...discount, validUntil, redeemedAt, onCar: car && onCar(discount, car) }];
    });
  }
}

function onCar({ rules, driven, currency }: Pick<DriveDiscount, 'rules' | 'driven' | 'currency'>, car: VehicleInStock): DriveDiscount['onCar'] {
  const price = { amount: car.priceText, currency: car.currency };
  const off = isFor(rules, driven, car) ? takenOff(rules, currency, price) : null;
  return off === null ? null : { off, priceAfter: priceAfter(price, off), currency: car.currency };
} // prettier-ignore

const noDiscount = problem(
  'id',
  'There is no discount of such a drive.',
  'Take an id of `testDriveDiscounts`.',
);
const otherCar = problem('vehicleId', 'The discount is not for this car.', 'Take a car of a model that it names.'); // prettier-ignore
