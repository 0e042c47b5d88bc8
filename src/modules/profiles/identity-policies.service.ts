import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { IdentityPolicy } from '../../models/profile/identity-policy.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { Log } from '../platform/log.js';
import { TenantMemory } from '../platform/tenant-memory.js';
import { IdentityPoliciesRepository } from './identity-policies.repository.js';

/** Topic under which a policy is announced. */
const policyTopic = 'identity-policy';

/** Each tenant's word on which ids join people, in memory. Changes reach every process within milliseconds. */
@Injectable()
export class IdentityPoliciesService implements OnModuleInit {
  private readonly memory: TenantMemory<IdentityPolicy>;

  constructor(
    private readonly repository: IdentityPoliciesRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      (tenantId) => this.repository.policy(tenantId),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh identity policies; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(policyTopic, this.memory.heard);
  }

  of(tenantId: string): Promise<IdentityPolicy> {
    return this.memory.of(tenantId);
  }

  /** Replaces the policy; known here when the promise resolves. Who was joined before stays joined. */
  async set({ tenantId }: Caller, { joinBy }: IdentityPolicy): Promise<IdentityPolicy> {
    const policy = { joinBy: [...new Set(joinBy)] };
    await this.repository.transaction(async (manager) => {
      await this.repository.save(manager, tenantId, policy, new Date(this.clock.now()));
      await this.changes.announce(manager, policyTopic, tenantId);
    });
    return this.memory.catchUp(tenantId);
  }
}
