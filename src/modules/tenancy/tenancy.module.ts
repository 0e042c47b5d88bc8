import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApiKeyEntity } from '../../models/tenant/api-key.entity.js';
import { TenantEntity } from '../../models/tenant/tenant.entity.js';
import { CallerGuard } from './caller.guard.js';
import { TenancyResolver } from './tenancy.resolver.js';
import { TenancyService } from './tenancy.service.js';

/** Who is calling. Owns `tenants` and `api_keys`; guards every door of the house. Calls platform only. */
@Module({
  imports: [TypeOrmModule.forFeature([TenantEntity, ApiKeyEntity])],
  providers: [TenancyService, TenancyResolver, { provide: APP_GUARD, useClass: CallerGuard }],
  exports: [TenancyService],
})
export class TenancyModule {}
