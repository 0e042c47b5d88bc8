import { Module } from '@nestjs/common';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { SegmentsModule } from '../modules/segments/segments.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';

/** What importing a list needs of the house. Nobody here evaluates: the workers do, woken at once. */
@Module({ imports: [PlatformModule, TenancyModule, SegmentsModule] })
export class ImportListModule {}
