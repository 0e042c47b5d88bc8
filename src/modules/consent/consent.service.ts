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
import { ConsentRepository, type IdentityState, type LedgerLine } from './consent.repository.js';
import { decide, silenceMeans, type PurposeConsent } from './decide.js';
import { newest } from './newest.js';
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

/** A person, by their identities, and what these say now. */
export interface PersonSaying {
  readonly identityIds: readonly string[];
  readonly said: readonly Said[];
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
    const known = await this.known(manager, tenantId, said.map(({ identityId }) => identityId)); // prettier-ignore
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
    const silent = people.map((identityIds) => ({ identityIds, said: [] }));
    return (await this.weigh(manager, tenantId, silent)).map(({ states }) => states);
  }

  /** Where people stand once what they say now counts too, and whether it would change anything. Nothing is written. */
  async weigh(
    manager: EntityManager,
    tenantId: string,
    people: readonly PersonSaying[],
  ): Promise<{ states: PurposeConsent[]; hasNews: boolean }[]> {
    const { regime } = await this.policies.within(manager, tenantId);
    const known = await this.known(manager, tenantId, people.flatMap(({ identityIds }) => identityIds)); // prettier-ignore
    return people.map(({ identityIds, said }) => {
      const held = identityIds.flatMap((id) => known.get(id) ?? []);
      const news = said.flatMap((one) => newsIn(known.get(one.identityId) ?? [], one.statements).held);
      return { states: decide([...held, ...news], regime), hasNews: news.length > 0 };
    });
  }

  /** What people said last, without what silence means; a purpose they never spoke of is absent. In the order asked. */
  async saidBy(
    manager: EntityManager,
    tenantId: string,
    people: readonly (readonly string[])[],
  ): Promise<StatedConsent[]> {
    const known = await this.known(manager, tenantId, people.flat());
    return people.map((identityIds) => {
      const said = newest(identityIds.flatMap((id) => known.get(id) ?? []));
      return Object.fromEntries([...said.values()].map(({ purpose, state }) => [purpose, state]));
    });
  }

  /** Purposes for which the tenant's people have to be asked at all before data is used: from memory. */
  atStake(tenantId: string): Promise<ReadonlySet<Purpose>> {
    return this.policies.atStake(tenantId);
  }

  /** Whether a person who said this allows a purpose: for those who carry what was said along with them. */
  allows({ regime }: ConsentPolicy, stated: StatedConsent, purpose: Purpose): boolean {
    return (stated[purpose] ?? silenceMeans(purpose, regime)) === 'GRANTED';
  }

  /** Counts what was not done for lack of consent. */
  withheld(purpose: Purpose, count = 1): void {
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

  private async known(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
  ): Promise<Map<string, IdentityState[]>> {
    if (identityIds.length === 0) return new Map();
    const states = await this.repository.states(manager, tenantId, identityIds);
    return groupBy(states, ({ identityId }) => identityId);
  }
}
