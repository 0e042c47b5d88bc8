import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';
import { isId } from '../is-id.js';
import { driveRequestIdOf } from '../new-booking.js';
import { problem } from '../problem.js';
import { DriveLook, type Centre } from './drive-look.js';
import { asBefore, DriveMaker } from './drive-maker.js';
import { DriveMakings } from './drive-makings.js';
import { refused, type DriveOutcome } from './drive-outcome.js';
import { reachProblems } from '../wish.js';
import { driveWishProblems, type DriveWish } from './drive-wish.js';
import type { FreeDrive } from './free-drives.js';
import { unknownProgramme } from './programmes.service.js';
import { ProgrammesRepository } from './programmes.repository.js';
import type { WholeDrive } from './whole-drives.js';

/** A car that is free, and what it is. */
export interface ProgrammeSlotFound extends FreeDrive {
  readonly make: string;
  readonly model: string;
}

/** Drives under programmes: what is free and for how long, booking it, and what is booked. */
@Injectable()
export class ProgrammeDrives {
  constructor(
    private readonly dataSource: DataSource,
    private readonly programmes: ProgrammesRepository,
    private readonly makings: DriveMakings,
    private readonly look: DriveLook,
    private readonly maker: DriveMaker,
  ) {}

  /** Which cars of a centre are free for how many days, from when; of 14 days and 5,000 rows at most. None where there is no such programme. */
  async slots(
    { tenantId }: Caller,
    key: string,
    dealerId: string,
    model: string | null,
    within: { readonly from: Date; readonly to: Date },
  ): Promise<ProgrammeSlotFound[]> {
    const { manager } = this.dataSource;
    const programme = await this.programmes.find(manager, tenantId, key);
    const centre = programme && !programme.isArchived ? await this.centre(programme, dealerId) : null;
    if (!centre) return [];
    const { there } = await this.look.fleet(centre, { demonstratorId: null, model });
    const free = await this.look.free(manager, centre, there, within.from.getTime(), within.to.getTime());
    const cars = new Map(there.map((car) => [car.id, car]));
    return free.flatMap((drive) => {
      const car = cars.get(drive.demonstratorId);
      return car ? [{ ...drive, make: car.make, model: car.model }] : [];
    });
  }

  /**
   * Books a drive, or says why not. The same key of the same sender is the same booking, answered as it stands now. It is durable before
   * the answer, and what is to be told of it with it.
   */
  async book(caller: Caller, wish: DriveWish): Promise<DriveOutcome> {
    const { tenantId } = caller;
    const { manager } = this.dataSource;
    const problems = driveWishProblems(wish);
    if (problems.length > 0) return refused(...problems);
    const twin = await this.makings.rows.bookings.find(manager, tenantId, { requestId: driveRequestIdOf(caller, wish.idempotencyKey) }); // prettier-ignore
    if (twin) return asBefore(await this.makings.wholes.of(manager, twin), wish);
    const programme = await this.programmes.find(manager, tenantId, wish.programme);
    if (!programme) return refused(unknownProgramme('programme'));
    if (programme.isArchived) return { kind: 'NOT_IN_PROGRAMME', reason: 'ARCHIVED' };
    const outcome = await this.bookUnder(caller, wish, programme);
    if (outcome.kind === 'DRIVE') await this.makings.teller.tellOf(outcome.whole.booking);
    return outcome;
  }

  /** One drive; null when there is none, or it is another tenant's or under no programme. */
  find({ tenantId }: Caller, bookingId: string): Promise<WholeDrive | null> {
    return this.makings.wholes.find(this.dataSource.manager, tenantId, bookingId);
  }

  private async bookUnder(
    caller: Caller,
    wish: DriveWish,
    programme: TestDriveProgrammeEntity,
  ): Promise<DriveOutcome> {
    const { minDays, maxDays } = programme.rules;
    const centre = await this.centre(programme, wish.dealerId);
    if (!centre) return { kind: 'NOT_IN_PROGRAMME', reason: 'CENTRE' };
    if (!Number.isInteger(wish.days) || wish.days < minDays || wish.days > maxDays) return refused(problem('days', `It lies outside ${minDays} to ${maxDays}.`, `Give ${minDays} to ${maxDays}.`)); // prettier-ignore
    if (centre.settings.needsConsent && !wish.contact.mayContact) return { kind: 'CONSENT_MISSING' };
    const unreached = centre.settings.needsConsent ? reachProblems(wish.contact) : [];
    if (unreached.length > 0) return refused(...unreached);
    const { isPossible, there } = await this.look.fleet(centre, wish);
    if (!isPossible) return { kind: 'NOT_IN_PROGRAMME', reason: 'CAR' };
    if (there.length === 0) return { kind: 'OUT_OF_STOCK' };
    return this.maker.make(caller, wish, programme, there);
  }

  /** A centre of a programme; null where it is none, or has no test drives. */
  private async centre({ tenantId, rules }: TestDriveProgrammeEntity, dealerId: string): Promise<Centre | null> {
    const isCentre = isId(dealerId) && rules.centres.some((centre) => centre.dealerId === dealerId);
    const settings = isCentre ? await this.makings.rows.settings.find(tenantId, dealerId) : null;
    return settings && { rules, settings };
  } // prettier-ignore
}
