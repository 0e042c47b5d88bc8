import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { z } from 'zod';
import type { Caller, Role } from '../../models/caller.js';
import { ApiKeyEntity } from '../../models/tenant/api-key.entity.js';
import { TenantEntity } from '../../models/tenant/tenant.entity.js';
import { Clock } from '../platform/clock.js';
import { inTime, tooLate } from '../platform/in-time.js';
import { invalidKeyName, keyNeedsDealer, keyNotFound, keyUnknown, tenantUnclear } from './tenancy.errors.js';

/** How long a key stays usable in a process after it was revoked elsewhere. */
const keyCacheMs = 10_000;
/** So long a key that was good goes on where the database does not say whether it still is. */
const keyOutlivesMs = 15 * 60_000;
/** …which is waited for so long, and asked again after this. */
const keyPatienceMs = 500;
const keyAgainMs = 1_000;

const longestKeyName = 120;

/** Tenants a sentence lists. */
const mostNamed = 20;

/** What a tenant is made of, before it has an id. */
export interface NewTenant {
  slug: string;
  name: string;
  /** IANA time zone. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
}

/** Who is calling: tenants and the keys their programs call with. */
@Injectable()
export class TenancyService {
  private readonly cache = new Map<string, { caller: Caller; until: number; readonly readAt: number }>();
  private readonly tenantCache = new Map<string, TenantEntity>();

  constructor(
    @InjectRepository(TenantEntity) private readonly tenants: Repository<TenantEntity>,
    @InjectRepository(ApiKeyEntity) private readonly keys: Repository<ApiKeyEntity>,
    private readonly clock: Clock,
  ) {}

  /**
   * The caller a key belongs to. While the database does not answer, a key that was good in this process within a quarter of an
   * hour is good on: a shop's pages should not go dark with it.
   * @throws AppError UNAUTHENTICATED for a malformed, unknown or revoked key; the three are not told apart
   */
  async authenticate(key: string): Promise<Caller> {
    const now = Date.now();
    const digest = sha256(key).toString('base64');
    const known = this.cache.get(digest);
    if (known && known.until > now) return known.caller;
    const caller = known && now < known.readAt + keyOutlivesMs ? await this.calledSoon(key) : await this.called(key);
    if (known && caller === null) {
      known.until = now + keyAgainMs;
      return known.caller;
    }
    if (!caller) throw keyUnknown();
    if (this.cache.size > 10_000) this.cache.clear();
    this.cache.set(digest, { caller, until: now + keyCacheMs, readAt: now });
    return caller;
  } // prettier-ignore

  /** As the database has it; undefined where it is malformed, unknown or revoked. */
  private async called(key: string): Promise<Caller | undefined> {
    const [, keyId, secret] = /^ck_[a-z]+_([a-z0-9]{12})_([A-Za-z0-9_-]{32})$/.exec(key) ?? [];
    const row = keyId ? await this.keys.findOneBy({ id: keyId, revokedAt: IsNull() }) : null;
    if (!row || !secret || !timingSafeEqual(row.secretHash, sha256(secret))) return undefined;
    const ofDealer = row.dealerId === null ? {} : { dealerId: row.dealerId };
    return { tenantId: row.tenantId, role: row.role, keyId: row.id, ...ofDealer };
  }

  /** The same; null where the database fails or is late. */
  private async calledSoon(key: string): Promise<Caller | null | undefined> {
    try {
      const caller = await inTime(this.called(key), keyPatienceMs);
      return caller === tooLate ? null : caller;
    } catch {
      return null; // what it fails of is told by everything else that needs the database
    }
  }

  /** The caller's tenant. Cached: name, zone and currency do not change while a process lives. */
  async tenant(caller: Pick<Caller, 'tenantId'>, manager = this.tenants.manager): Promise<TenantEntity> {
    const known = this.tenantCache.get(caller.tenantId);
    if (known) return known;
    const tenant = await manager.findOneByOrFail(TenantEntity, { id: caller.tenantId });
    this.tenantCache.set(tenant.id, tenant);
    return tenant;
  }

  /** The tenant of that slug, or null. For commands, which act for an operator and not for a caller. */
  findBySlug(slug: string): Promise<TenantEntity | null> {
    return this.tenants.findOneBy({ slug });
  }

  /**
   * The tenant an operator means: the one of that slug (or id) or, where none is named, the only one there is.
   * @throws AppError TENANT_UNCLEAR
   */
  async meant(slug: string | undefined): Promise<TenantEntity> {
    const tenants = await this.tenants.find({ order: { slug: 'ASC' }, take: mostNamed });
    const [only] =
      slug === undefined ? tenants : [(await this.findBySlug(slug)) ?? (await this.findById(slug))];
    if (only && (slug !== undefined || tenants.length === 1)) return only;
    throw tenantUnclear(
      slug,
      tenants.map((each) => each.slug),
    );
  }

  /** True once the installation is somebody's. */
  hasTenants(): Promise<boolean> {
    return this.tenants.existsBy({});
  }

  createTenant(tenant: NewTenant): Promise<TenantEntity> {
    return this.tenants.save({ ...tenant, id: randomUUID(), createdAt: new Date(this.clock.now()) });
  }

  /**
   * Makes a key and returns it whole, for the only time.
   * @param dealerId the dealer whose key it is, which the caller knows to be the tenant's; needed for `dealer`, and for a `keybox` to open anything
   * @throws AppError INVALID_API_KEY_NAME, API_KEY_NEEDS_DEALER
   */
  async createKey(
    tenantId: string,
    role: Role,
    givenName: string,
    dealerId: string | null = null,
  ): Promise<{ id: string; key: string; name: string; role: Role; createdAt: Date }> {
    const name = givenName.trim();
    const isMissing = role === 'dealer' && dealerId === null;
    if (isMissing || (dealerId !== null && role !== 'dealer' && role !== 'keybox')) throw keyNeedsDealer();
    if (name === '' || name.length > longestKeyName) throw invalidKeyName(name.length, longestKeyName);
    const id = randomBytes(8).readBigUInt64BE().toString(36).padStart(12, '0').slice(-12);
    const secret = randomBytes(24).toString('base64url');
    const createdAt = new Date(this.clock.now());
    await this.keys.insert({
      id,
      tenantId,
      role,
      dealerId,
      name,
      secretHash: sha256(secret),
      createdAt,
      revokedAt: null,
    });
    return { id, key: `ck_${role}_${id}_${secret}`, name, role, createdAt };
  }

  /** The tenant's keys, newest first, without their secrets. */
  listKeys(caller: Caller): Promise<ApiKeyEntity[]> {
    return this.keys.find({ where: { tenantId: caller.tenantId }, order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /**
   * Ends a key. Processes that used it lately may accept it for ten seconds more.
   * @throws AppError API_KEY_NOT_FOUND
   */
  async revokeKey(caller: Caller, id: string): Promise<ApiKeyEntity> {
    const key = await this.keys.findOneBy({ id, tenantId: caller.tenantId });
    if (!key) throw keyNotFound(id);
    key.revokedAt ??= new Date(this.clock.now());
    this.cache.clear();
    return this.keys.save(key);
  }

  private async findById(text: string): Promise<TenantEntity | null> {
    const { data: id } = z.uuid().safeParse(text);
    return id === undefined ? null : this.tenants.findOneBy({ id });
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
