import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ErasedRecords, Person, PersonalRecord } from '../../../models/rights/personal-data.js';
import { BandsRepository } from './bands.repository.js';
import { StatementsRepository } from './statements.repository.js';
import { WholeDrives } from './whole-drives.js';

/**
 * What programmes keep of a person: what their drives were under them, what was said of these, and the bands that partners have them in.
 * All but the bands goes with their bookings.
 */
@Injectable()
export class ProgrammesPersonalData {
  constructor(
    private readonly dataSource: DataSource,
    private readonly wholes: WholeDrives,
    private readonly statements: StatementsRepository,
    private readonly bands: BandsRepository,
  ) {}

  /** Section by section; codes of keys are no person's. */
  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    const { manager } = this.dataSource;
    const wholes = await this.wholes.ofPerson(manager, person);
    const ids = wholes.map(({ booking }) => booking.id);
    for (const { drive, programme } of wholes) {
      const { bookingId: testDriveId, days, make, model, fee, feeReason, feeState, feeRefunded, depositState, depositCaptured, depositReleased, keyReleasedAt, returnedAt, mileage, overdueAt, lapsedAt } = drive; // prettier-ignore
      const record = { testDriveId, programme: programme.key, days, make, model, fee, feeState, feeRefunded, depositState, depositCaptured, depositReleased, keyReleasedAt, returnedAt, mileage, overdueAt, lapsedAt, feeByBand: feeReason }; // prettier-ignore
      yield { section: 'testDriveProgrammes', isTheirs: true, record };
    }
    const { statements, checks, askings } = await this.statements.ofBookings(manager, person.tenantId, ids);
    for (const { bookingId, kind, state, amount, reference, recordedAt } of statements)
      yield { section: 'testDrivePayments', isTheirs: true, record: { testDriveId: bookingId, kind, state, amount, reference, recordedAt } }; // prettier-ignore
    for (const { bookingId, state, method, reference, checkedAt } of checks)
      yield { section: 'testDriveIdentityChecks', isTheirs: false, record: { testDriveId: bookingId, state, method, reference, checkedAt } }; // prettier-ignore
    for (const { bookingId, askedAt, refusals } of askings)
      yield { section: 'testDriveKeys', isTheirs: true, record: { testDriveId: bookingId, askedAt, refusals } }; // prettier-ignore
    for (const { bookingId, order, redeemedAt } of (await this.bands.redeemed(manager, person.tenantId, ids)).values()) // prettier-ignore
      yield { section: 'testDriveDiscounts', isTheirs: true, record: { testDriveId: bookingId, order, redeemedAt } }; // prettier-ignore
    for (const { partner, band, validUntil, setAt } of await this.bands.ofPerson(manager, person))
      yield { section: 'partnerBands', isTheirs: false, record: { partner, band, validUntil, setAt } };
  }

  /** The bands; the rest goes with the bookings. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const count = await this.bands.remove(manager, person);
    return count > 0 ? [{ what: 'partnerBands', count }] : [];
  }
}
