import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { ConsentSignals } from '../../models/consent/consent-signals.js';
import type { ConsentStatement, StatedConsent } from '../../models/consent/consent-statement.js';
import type { Purpose } from '../../models/consent/purpose.js';
import { Clock } from '../platform/clock.js';
import { groupBy } from '../platform/group-by.js';
import { ConsentMetrics } from './consent.metrics.js';
import { ConsentRepository, type LedgerLine } from './consent.repository.js';
import { decide, silenceMeans, type PurposeConsent } from './decide.js';
import { newsIn } from './news-in.js';
import { Policies } from './policies.js';
import { policyOf, type PolicyDraft } from './policy-draft.js';
import { readConsent } from './read-consent.js';

export type { LedgerLine } from './consent.repository.js';
export type { PurposeConsent } from './decide.js';

/** What one identity said. */
export interface Said {
  readonly identityId: string;
  readonly statements: readonly ConsentStatement[];
}

/**
 * What people allow. Statements belong to identities, so consent follows a person through merges by itself: whoever knows
 * which identities are one person names them together, and gets what holds for that person.
 */
@Injectable()
export class ConsentService {
  constructor(
    private readonly repository: ConsentRepository,
    private readonly policies: Policies,
    private readonly metrics: ConsentMetrics,
    private readonly clock: Clock,
  ) {}

  /** The tenant's policy, from memory. */
  policyOf(tenantId: string): Promise<ConsentPolicy> {
    return this.policies.of(tenantId);
  }

  /**
   * Replaces the tenant's policy; every process follows within milliseconds.
   * @throws AppError CONSENT_POLICY
   */
  async setPolicy({ tenantId }: Caller, draft: PolicyDraft): Promise<ConsentPolicy> {
    const policy = policyOf(draft);
    await this.policies.replace(tenantId, policy, new Date(this.clock.now()));
    return policy;
  }

  /** What an event says of consent, at most one statement for each purpose. What cannot be read is counted, never thrown. */
  read(policy: ConsentPolicy, signals: ConsentSignals, statedAt: number): readonly ConsentStatement[] {
    const { statements, unread } = readConsent(signals, policy, statedAt);
    for (const reason of unread) this.metrics.unread(reason);
    return statements;
  }

  /** Writes statements in the caller's transaction, each identity named once; returns the identities that changed their mind. */
  async record(manager: EntityManager, tenantId: string, said: readonly Said[]): Promise<Set<string>> {
    const ids = said.map(({ identityId }) => identityId);
    const known = groupBy(
      await this.repository.states(manager, tenantId, ids),
      ({ identityId }) => identityId,
    );
    const news = said.map(({ identityId, statements }) => {
      const { changes, held } = newsIn(known.get(identityId) ?? [], statements);
      const own = (statement: ConsentStatement) => ({ ...statement, identityId });
      return { changes: changes.map(own), held: held.map(own) };
    });
    const changes = news.flatMap((one) => one.changes);
    await this.repository.append(manager, tenantId, changes, new Date(this.clock.now()));
    await this.repository.save(
      manager,
      tenantId,
      news.flatMap(({ held }) => held),
    );
    for (const change of changes) this.metrics.changed(change);
    const denied = changes.filter(({ state }) => state === 'DENIED').map(({ purpose }) => purpose);
    await this.policies.noteDenied(manager, tenantId, denied);
    return new Set(changes.map(({ identityId }) => identityId));
  }

  /** Where people stand on every purpose; each person is the list of their identities. In the order asked. */
  async statesOf(
    manager: EntityManager,
    tenantId: string,
    people: readonly (readonly string[])[],
  ): Promise<PurposeConsent[][]> {
    const { regime } = await this.policies.within(manager, tenantId);
    const ids = people.flat();
    const states = ids.length === 0 ? [] : await this.repository.states(manager, tenantId, ids);
    const byIdentity = groupBy(states, ({ identityId }) => identityId);
    return people.map((identityIds) =>
      decide(
        identityIds.flatMap((id) => byIdentity.get(id) ?? []),
        regime,
      ),
    );
  }

  /** Whether the tenant's people have to be asked at all before data is used for a purpose: from memory. */
  async mayBeDenied(tenantId: string, purpose: Purpose): Promise<boolean> {
    const { regime } = await this.policies.of(tenantId);
    if (silenceMeans(purpose, regime) === 'DENIED') return true;
    return this.policies.isDeniedByAnyone(tenantId, purpose);
  }

  /** Whether a person who said this allows a purpose: for those who carry what was said along with them. */
  allows({ regime }: ConsentPolicy, stated: StatedConsent, purpose: Purpose): boolean {
    return (stated[purpose] ?? silenceMeans(purpose, regime)) === 'GRANTED';
  }

  /** Counts what was not stored, shown or handed on for lack of consent. */
  withheld(purpose: Purpose, count: number): void {
    this.metrics.withheld(purpose, count);
  }

  /** All that these identities ever said, oldest first. */
  history(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<LedgerLine[]> {
    return this.repository.history(manager, tenantId, identityIds);
  }

  /** Erases all that these identities ever said. */
  forget(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<void> {
    return this.repository.forget(manager, tenantId, identityIds);
  }
}
