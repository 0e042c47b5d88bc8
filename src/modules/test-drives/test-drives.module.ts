import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Availability } from './availability.js';
import { BookingChanges } from './booking-changes.service.js';
import { BookingMaker } from './booking-maker.js';
import { BookingRetention } from './booking-retention.service.js';
import { BookingsRepository } from './bookings.repository.js';
import { CalendarResolver } from './calendar.resolver.js';
import { TestDriveCalendars } from './calendar.service.js';
import { CheckInResolver } from './check-in.resolver.js';
import { CheckIns } from './check-in.service.js';
import { Farewell } from './farewell.js';
import { Fleets } from './fleet.js';
import { NoteTeller } from './note-teller.service.js';
import { NotesRepository } from './notes.repository.js';
import { TestDrivesPersonalData } from './personal-data.service.js';
import { BandsRepository } from './programmes/bands.repository.js';
import { DriveDiscountsResolver } from './programmes/discounts.resolver.js';
import { DriveDiscounts } from './programmes/drive-discounts.service.js';
import { DriveKeys } from './programmes/drive-keys.service.js';
import { DriveLook } from './programmes/drive-look.js';
import { DriveMaker } from './programmes/drive-maker.js';
import { DriveMakings } from './programmes/drive-makings.js';
import { DriveMoney } from './programmes/drive-money.service.js';
import { DrivePersons } from './programmes/drive-persons.js';
import { DriveReturns } from './programmes/drive-returns.service.js';
import { DriveStepsResolver } from './programmes/drive-steps.resolver.js';
import { DrivesRepository } from './programmes/drives.repository.js';
import { ProgrammeDrivesResolver } from './programmes/drives.resolver.js';
import { DueDrives } from './programmes/due-drives.service.js';
import { PartnerBands } from './programmes/partner-bands.service.js';
import { ProgrammeDrives } from './programmes/programme-drives.service.js';
import { ProgrammesPersonalData } from './programmes/programmes-personal-data.js';
import { ProgrammesRepository } from './programmes/programmes.repository.js';
import { TestDriveProgrammesResolver } from './programmes/programmes.resolver.js';
import { TestDriveProgrammes } from './programmes/programmes.service.js';
import { StatementsRepository } from './programmes/statements.repository.js';
import { WholeDrives } from './programmes/whole-drives.js';
import { TestDriveRemindersResolver } from './reminders.resolver.js';
import { TestDriveReminders } from './reminders.service.js';
import { TestDriveSettingsRepository } from './settings.repository.js';
import { TestDriveLook } from './test-drive-look.js';
import { TestDriveRows } from './test-drive-rows.js';
import { TestDriveSettingsResolver } from './test-drive-settings.resolver.js';
import { TestDriveSettings } from './test-drive-settings.service.js';
import { TestDrivesResolver } from './test-drives.resolver.js';
import { TestDrivesService } from './test-drives.service.js';

/** What programmes with rules of their own are made of: deposits, checks, keys, returns, bands and discounts. */
const programmes = [BandsRepository, DriveDiscounts, DriveDiscountsResolver, DriveKeys, DriveLook, DriveMaker, DriveMakings, DriveMoney, DrivePersons, DriveReturns, DriveStepsResolver, DrivesRepository, DueDrives, PartnerBands, ProgrammeDrives, ProgrammeDrivesResolver, ProgrammesPersonalData, ProgrammesRepository, StatementsRepository, TestDriveProgrammes, TestDriveProgrammesResolver, WholeDrives]; // prettier-ignore

/**
 * Test drives: when a dealer's cars can be driven, who booked which, and what came of it. Owns `test_drive_settings`,
 * `test_drive_demonstrators`, `test_drive_bookings`, `test_drive_notes` and what `programmes` keeps. Calls events, profiles and vehicles.
 */
@Module({
  imports: [EventsModule, ProfilesModule, VehiclesModule],
  providers: [...programmes, Availability, BookingChanges, BookingMaker, BookingRetention, BookingsRepository, CalendarResolver, CheckInResolver, CheckIns, Farewell, Fleets, NoteTeller, NotesRepository, TestDriveCalendars, TestDriveLook, TestDriveReminders, TestDriveRemindersResolver, TestDriveRows, TestDriveSettings, TestDriveSettingsRepository, TestDriveSettingsResolver, TestDrivesPersonalData, TestDrivesResolver, TestDrivesService], // prettier-ignore
  exports: [
    TestDrivesService,
    TestDriveSettings,
    BookingChanges,
    BookingRetention,
    CheckIns,
    NoteTeller,
    TestDriveReminders,
    DueDrives,
    DriveDiscounts,
    DriveKeys,
    DriveMoney,
    DriveReturns,
    PartnerBands,
    ProgrammeDrives,
    TestDriveProgrammes,
    TestDrivesPersonalData,
  ],
})
export class TestDrivesModule {}
