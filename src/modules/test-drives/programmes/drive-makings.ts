import { Injectable } from '@nestjs/common';
import { NoteTeller } from '../note-teller.service.js';
import { TestDriveRows } from '../test-drive-rows.js';
import { DrivePersons } from './drive-persons.js';
import { DueDrives } from './due-drives.service.js';
import { WholeDrives } from './whole-drives.js';

/** What a drive is made of: its rows, whose it is, and what has to give way first. */
@Injectable()
export class DriveMakings {
  constructor(
    readonly rows: TestDriveRows,
    readonly persons: DrivePersons,
    readonly due: DueDrives,
    readonly wholes: WholeDrives,
    readonly teller: NoteTeller,
  ) {}
}
