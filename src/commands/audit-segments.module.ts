import { Module } from '@nestjs/common';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { SegmentsModule } from '../modules/segments/segments.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';

/** What an audit of segments needs of the house: no models are loaded, no GraphQL is built and nothing is evaluated for it. */
@Module({ imports: [PlatformModule, TenancyModule, SegmentsModule] })
export class AuditSegmentsModule {}
