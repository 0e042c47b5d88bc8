import { Module } from '@nestjs/common';
import { EventsModule } from '../modules/events/events.module.js';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';

/** What importing events needs of the house. Nobody here follows the log: the workers do, at their next look. */
@Module({ imports: [PlatformModule, TenancyModule, EventsModule] })
export class ImportEventsModule {}
