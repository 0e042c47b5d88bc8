import { Module } from '@nestjs/common';
import { LeadsModule } from '../modules/leads/leads.module.js';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';

/** What writing labelled leads needs of the house. */
@Module({ imports: [PlatformModule, TenancyModule, LeadsModule] })
export class ExportLeadLabelsModule {}
