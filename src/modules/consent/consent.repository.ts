import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { consentPolicySchema, firstPolicy, type ConsentPolicy } from '../../models/consent/consent-policy.js';
import type {
  ConsentSource,
  ConsentState,
  ConsentStatement,
} from '../../models/consent/consent-statement.js';
import { purposes, type Purpose } from '../../models/consent/purpose.js';
import { storableJson, storableText } from '../platform/storable.js';
import type { HeldState } from './news-in.js';

/** A statement of one identity. */
export interface IdentityStatement extends ConsentStatement {
  readonly identityId: string;
}

/** What one identity said of a purpose last. */
export interface IdentityState extends HeldState {
  readonly identityId: string;
}

/** One line of the ledger, as it is shown to the person it speaks of. */
export interface LedgerLine {
  readonly identityId: string;
  readonly purpose: Purpose;
  readonly state: ConsentState;
  readonly source: ConsentSource;
  readonly statedAt: Date;
  readonly recordedAt: Date;
  readonly policyVersion: string | null;
  readonly evidence: string | null;
}

/** SQL of `consent_policies`, `consent_ledger` and `consent_states`. */
@Injectable()
export class ConsentRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction(work);
  }

  /** For reading outside of any transaction. */
  get manager(): EntityManager {
    return this.dataSource.manager;
  }

  /** The tenant's policy, or the one that every tenant has first. */
  async policy(manager: EntityManager, tenantId: string): Promise<ConsentPolicy> {
    const [row]: unknown[] = await manager.query(
      'select regime, version, categories, gpc_denies as "gpcDenies" from consent_policies where tenant_id = $1',
      [tenantId],
    );
    return row === undefined ? firstPolicy : consentPolicySchema.parse(row);
  }

  async savePolicy(
    manager: EntityManager,
    tenantId: string,
    { regime, version, categories, gpcDenies }: ConsentPolicy,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `insert into consent_policies (tenant_id, regime, version, categories, gpc_denies, changed_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id) do update set regime = excluded.regime, version = excluded.version,
         categories = excluded.categories, gpc_denies = excluded.gpc_denies, changed_at = excluded.changed_at`,
      [tenantId, regime, version, storableJson(categories), gpcDenies, now],
    );
  }

  /** Purposes that somebody denies. */
  async deniedPurposes(tenantId: string): Promise<Purpose[]> {
    const rows: { purpose: Purpose }[] = await this.dataSource.query(
      `select purpose from unnest($2::text[]) as purpose
       where exists (select from consent_states s
                     where s.tenant_id = $1 and s.purpose = purpose.purpose and s.state = 'DENIED')`,
      [tenantId, purposes],
    );
    return rows.map(({ purpose }) => purpose);
  }

  /** What these identities said last. */
  async states(
    manager: EntityManager,
    tenantId: string,
    identityIds: readonly string[],
  ): Promise<IdentityState[]> {
    const rows: (Omit<IdentityState, 'statedAt'> & { statedAt: Date })[] = await manager.query(
      `select identity_id as "identityId", purpose, state, source, stated_at as "statedAt",
         policy_version as "policyVersion"
       from consent_states where tenant_id = $1 and identity_id = any($2)`,
      [tenantId, identityIds],
    );
    return rows.map((row) => ({ ...row, statedAt: row.statedAt.getTime() }));
  }

  /** Adds lines to the ledger. */
  async append(
    manager: EntityManager,
    tenantId: string,
    statements: readonly IdentityStatement[],
    now: Date,
  ): Promise<void> {
    if (statements.length === 0) return;
    await manager.query(
      `insert into consent_ledger (tenant_id, id, identity_id, purpose, state, source, stated_at, policy_version,
         evidence, recorded_at)
       select $1, l.id, l.identity_id, l.purpose, l.state, l.source, l.stated_at, l.policy_version, l.evidence, $2
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::uuid[], $10::text[])
         as l (identity_id, purpose, state, source, stated_at, policy_version, id, evidence)`,
      [
        tenantId,
        now,
        ...columnsOf(statements),
        statements.map(() => uuidv7({ msecs: now.getTime() })),
        statements.map(({ evidence }) => (evidence === undefined ? null : storableText(evidence))),
      ],
    );
  }

  /** Keeps what holds now. Where another writer was first, what is newer stays; of one instant, the denial. */
  async save(
    manager: EntityManager,
    tenantId: string,
    statements: readonly IdentityStatement[],
  ): Promise<void> {
    if (statements.length === 0) return;
    await manager.query(
      `insert into consent_states as s (tenant_id, identity_id, purpose, state, source, stated_at, policy_version)
       select $1, n.identity_id, n.purpose, n.state, n.source, n.stated_at, n.policy_version
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[])
         as n (identity_id, purpose, state, source, stated_at, policy_version)
       order by n.identity_id, n.purpose
       on conflict (tenant_id, identity_id, purpose) do update
         set state = excluded.state, source = excluded.source, stated_at = excluded.stated_at,
           policy_version = excluded.policy_version
         where excluded.source = 'OBJECTION' or ((s.source <> 'OBJECTION' or excluded.source = 'API')
           and (excluded.stated_at > s.stated_at or (excluded.stated_at = s.stated_at and excluded.state = 'DENIED')))`,
      [tenantId, ...columnsOf(statements)],
    );
  }

  /** Every line of the ledger about these identities, oldest first. */
  history(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<LedgerLine[]> {
    return manager.query(
      `select identity_id as "identityId", purpose, state, source, stated_at as "statedAt",
         recorded_at as "recordedAt", policy_version as "policyVersion", evidence
       from consent_ledger where tenant_id = $1 and identity_id = any($2) order by stated_at, id`,
      [tenantId, identityIds],
    );
  }

  /** Erases all that these identities ever said: the one way a line leaves the ledger. */
  async forget(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<void> {
    await manager.query('select forget_consent($1, $2)', [tenantId, identityIds]);
  }
}

function columnsOf(statements: readonly IdentityStatement[]): unknown[][] {
  return [
    statements.map(({ identityId }) => identityId),
    statements.map(({ purpose }) => purpose),
    statements.map(({ state }) => state),
    statements.map(({ source }) => source),
    statements.map(({ statedAt }) => new Date(statedAt)),
    statements.map(({ policyVersion }) => (policyVersion === undefined ? null : storableText(policyVersion))),
  ];
}
