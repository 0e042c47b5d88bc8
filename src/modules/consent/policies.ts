import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import { purposes, type Purpose } from '../../models/consent/purpose.js';
import { Changes } from '../platform/changes.js';
import { Log } from '../platform/log.js';
import { TenantMemory } from '../platform/tenant-memory.js';
import { ConsentRepository } from './consent.repository.js';
import { silenceMeans } from './decide.js';

/** Topic under which a policy, or the first denial of a purpose, is announced. */
const consentTopic = 'consent';

/** What a process knows of a tenant without asking. */
interface Known {
  readonly policy: ConsentPolicy;
  /** Purposes that anybody denies. */
  readonly denied: ReadonlySet<Purpose>;
}

/**
 * Each tenant's policy in memory, and which purposes anybody denies: where nobody does, storing an event costs nothing.
 * Changes reach every process within milliseconds of their commit.
 */
@Injectable()
export class Policies implements OnModuleInit {
  private readonly memory: TenantMemory<Known>;
  /** Denials written by this process, of which the memory may not have heard yet. */
  private readonly written = new Map<string, Set<Purpose>>();

  constructor(
    private readonly repository: ConsentRepository,
    private readonly changes: Changes,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      (tenantId) => this.read(tenantId),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh consent policies; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(consentTopic, this.memory.heard);
  }

  async of(tenantId: string): Promise<ConsentPolicy> {
    return (await this.memory.of(tenantId)).policy;
  }

  /** The same for those inside a transaction, who must not wait for another connection. */
  within(manager: EntityManager, tenantId: string): Promise<ConsentPolicy> {
    const known = this.memory.peek(tenantId);
    return known ? Promise.resolve(known.policy) : this.repository.policy(manager, tenantId);
  }

  /** Purposes that somebody may be denying, be it by silence. */
  async atStake(tenantId: string): Promise<ReadonlySet<Purpose>> {
    const { policy, denied } = await this.memory.of(tenantId);
    const written = this.written.get(tenantId);
    const isAtStake = (purpose: Purpose) =>
      silenceMeans(purpose, policy.regime) === 'DENIED' || denied.has(purpose) || written?.has(purpose);
    return new Set(purposes.filter(isAtStake));
  }

  /** Replaces the policy; known here when the promise resolves, and elsewhere milliseconds later. */
  async replace(tenantId: string, policy: ConsentPolicy, now: Date): Promise<void> {
    await this.repository.transaction(async (manager) => {
      await this.repository.savePolicy(manager, tenantId, policy, now);
      await this.changes.announce(manager, consentTopic, tenantId);
    });
    await this.memory.catchUp(tenantId);
  }

  /** Takes note of denials being written, and tells the other processes of those that may be the tenant's first. */
  async noteDenied(manager: EntityManager, tenantId: string, denied: readonly Purpose[]): Promise<void> {
    const known = this.memory.peek(tenantId)?.denied;
    if (denied.every((purpose) => known?.has(purpose))) return;
    this.written.set(tenantId, new Set([...(this.written.get(tenantId) ?? []), ...denied]));
    await this.changes.announce(manager, consentTopic, tenantId);
  }

  private async read(tenantId: string): Promise<Known> {
    const manager = this.repository.manager;
    const policy = await this.repository.policy(manager, tenantId);
    return { policy, denied: new Set(await this.repository.deniedPurposes(tenantId)) };
  }
}
