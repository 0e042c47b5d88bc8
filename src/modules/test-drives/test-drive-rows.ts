import { Injectable } from '@nestjs/common';
import { BookingsRepository } from './bookings.repository.js';
import { NotesRepository } from './notes.repository.js';
import { DrivesRepository } from './programmes/drives.repository.js';
import { TestDriveSettingsRepository } from './settings.repository.js';

/** The rows that belong to a booking. */
@Injectable()
export class TestDriveRows {
  constructor(
    readonly settings: TestDriveSettingsRepository,
    readonly bookings: BookingsRepository,
    readonly notes: NotesRepository,
    readonly drives: DrivesRepository,
  ) {}
}
