import { Module } from '@nestjs/common';
import { FinanceModule } from '../modules/finance/finance.module.js';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { TenancyModule } from '../modules/tenancy/tenancy.module.js';

/** What importing a table of rates needs of the house. */
@Module({ imports: [PlatformModule, TenancyModule, FinanceModule] })
export class ImportFinanceModule {}
