import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { formerVin } from '../../models/profile/former-vin.js';
import { identityText, sealedColumns } from '../../models/sealed-columns.js';
import { Config } from '../platform/config.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { Handover, Ownership } from './plan-identities.js';
import { shardOf } from './shard-of.js';

const { identityValue } = sealedColumns;

/**
 * SQL of cars that change hands, in `identities`. The identity they came under until then stays where it leads, as a car
 * owned once; the VIN leads on by a new one. The caller keeps the identity. No process has to forget where the VIN led: it
 * comes beside other ids only, and such are looked up each time.
 */
@Injectable()
export class CarsRepository {
  constructor(
    private readonly ring: KeyRing,
    private readonly config: Config,
  ) {}

  /** Leads a car's VIN to its new owner. */
  async handOver(
    manager: EntityManager,
    car: Pick<Handover, 'tenantId' | 'value' | 'id' | 'profileId' | 'since' | 'formerId'>,
  ): Promise<void> {
    const { tenantId, value: vin, id, profileId, since, formerId } = car;
    const until = new Date(since);
    const former = formerVin({ vin, until: since });
    const hash = (kind: string, value: string) => this.ring.hash(identityText({ tenantId, kind, value }));
    const seal = (value: string) => this.ring.seal(identityValue, tenantId, value);
    // Two statements: within one, the VIN would still be taken by the identity that gives it up.
    const [[retired]]: [{ version: number }[], number] = await manager.query(
      `update identities set kind = 'formerVin', hash = $3, sealed_value = $4
       where tenant_id = $1 and id = $2 returning version`,
      [tenantId, formerId, hash('formerVin', former), seal(former)],
    );
    if (!retired) throw new Error('A car changed hands whose identity is not there.');
    await manager.query(
      `insert into identities (tenant_id, id, kind, hash, sealed_value, profile_id, version, created_at, owned_since)
       values ($1, $2, 'ownedVin', $3, $4, $5, $6, $7, $7)`,
      [tenantId, id, hash('ownedVin', vin), seal(vin), profileId, retired.version + 1, until],
    );
  }

  /** Makes a profile that is nobody's yet, for a car that is given up. */
  async makeProfile(
    manager: EntityManager,
    { tenantId, profileId }: { readonly tenantId: string; readonly profileId: string },
    now: Date,
  ): Promise<void> {
    await manager.query('insert into profiles (tenant_id, id, shard, created_at) values ($1, $2, $3, $4)', [
      tenantId,
      profileId,
      shardOf(profileId, this.config.shards),
      now,
    ]);
  }

  /** Notes since when cars are their owners'. */
  async begin(manager: EntityManager, begun: readonly Ownership[]): Promise<void> {
    await manager.query(
      `update identities i set created_at = n.since
       from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as n (tenant_id, id, since)
       where i.tenant_id = n.tenant_id and i.id = n.id`,
      [
        begun.map(({ tenantId }) => tenantId),
        begun.map(({ id }) => id),
        begun.map(({ since }) => new Date(since)),
      ],
    );
  }
}
