import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { Availability } from './availability.js';
import { BookingChanges } from './booking-changes.service.js';
import { BookingMaker } from './booking-maker.js';
import { BookingsRepository } from './bookings.repository.js';
import { CalendarResolver } from './calendar.resolver.js';
import { TestDriveCalendars } from './calendar.service.js';
import { CheckInResolver } from './check-in.resolver.js';
import { CheckIns } from './check-in.service.js';
import { Fleets } from './fleet.js';
import { NoteTeller } from './note-teller.service.js';
import { NotesRepository } from './notes.repository.js';
import { TestDrivesPersonalData } from './personal-data.service.js';
import { TestDriveSettingsRepository } from './settings.repository.js';
import { TestDriveLook } from './test-drive-look.js';
import { TestDriveRows } from './test-drive-rows.js';
import { TestDriveSettingsResolver } from './test-drive-settings.resolver.js';
import { TestDriveSettings } from './test-drive-settings.service.js';
import { TestDrivesResolver } from './test-drives.resolver.js';
import { TestDrivesService } from './test-drives.service.js';

/**
 * Test drives: when a dealer's cars can be driven, who booked which, and what came of it. Owns `test_drive_settings`,
 * `test_drive_demonstrators`, `test_drive_bookings` and `test_drive_notes`. Calls events, profiles and vehicles.
 */
@Module({
  imports: [EventsModule, ProfilesModule, VehiclesModule],
  providers: [Availability, BookingChanges, BookingMaker, BookingsRepository, CalendarResolver, CheckInResolver, CheckIns, Fleets, NoteTeller, NotesRepository, TestDriveCalendars, TestDriveLook, TestDriveRows, TestDriveSettings, TestDriveSettingsRepository, TestDriveSettingsResolver, TestDrivesPersonalData, TestDrivesResolver, TestDrivesService], // prettier-ignore
  exports: [
    TestDrivesService,
    TestDriveSettings,
    BookingChanges,
    CheckIns,
    NoteTeller,
    TestDrivesPersonalData,
  ],
})
export class TestDrivesModule {}
