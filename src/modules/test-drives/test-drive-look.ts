import { Injectable } from '@nestjs/common';
import { Availability } from './availability.js';
import { Fleets } from './fleet.js';

/** Where to look for what can be driven, and when. */
@Injectable()
export class TestDriveLook {
  constructor(
    readonly fleets: Fleets,
    readonly availability: Availability,
  ) {}
}
