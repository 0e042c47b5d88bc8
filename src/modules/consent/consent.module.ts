import { Module } from '@nestjs/common';
import { ConsentMetrics } from './consent.metrics.js';
import { ConsentRepository } from './consent.repository.js';
import { ConsentResolver } from './consent.resolver.js';
import { ConsentService } from './consent.service.js';
import { GpcController } from './gpc.controller.js';
import { ConsentPersonalData } from './personal-data.service.js';
import { Policies } from './policies.js';

/**
 * What people allow: reads consent out of whatever speaks of it, keeps a ledger that is only ever added to, and says what
 * holds. Owns `consent_policies`, `consent_ledger` and `consent_states`. Calls platform only.
 */
@Module({
  controllers: [GpcController],
  providers: [
    ConsentMetrics,
    ConsentPersonalData,
    ConsentRepository,
    ConsentResolver,
    ConsentService,
    Policies,
  ],
  exports: [ConsentService, ConsentPersonalData],
})
export class ConsentModule {}
