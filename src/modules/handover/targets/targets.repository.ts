import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { targetAddressSchema, type Target, type TargetKey } from './target.js';

type Row = Omit<Target, 'address'> & { readonly sealed: string };

const place = sealedColumns.handoverAddress;
const columns = `tenant_id as "tenantId", id, dealer_id as "dealerId", kind, name, sealed_address as sealed, set_by as "setBy",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** SQL of `handover_targets`; addresses are sealed on their way in, and opened on their way out. */
@Injectable()
export class TargetsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  async find({ tenantId, id }: TargetKey): Promise<Target | null> {
    const [row]: Row[] = await this.dataSource.query(
      `select ${columns} from handover_targets where tenant_id = $1 and id = $2`,
      [tenantId, id],
    );
    return row ? this.opened(row) : null;
  }

  /** A tenant's, of one dealer where it is given, the oldest first. */
  async list(tenantId: string, dealerId: string | null): Promise<Target[]> {
    const rows: Row[] = await this.dataSource.query(
      `select ${columns} from handover_targets
       where tenant_id = $1 and ($2::uuid is null or dealer_id = $2) order by created_at, id`,
      [tenantId, dealerId],
    );
    return rows.map((row) => this.opened(row));
  }

  async count(tenantId: string): Promise<number> {
    const [row]: { count: number }[] = await this.dataSource.query(
      'select count(*)::int as count from handover_targets where tenant_id = $1',
      [tenantId],
    );
    return row?.count ?? 0;
  }

  /** Writes a target: anew, or over what it was. */
  async put({ tenantId, id, dealerId, kind, name, address, setBy, createdAt, updatedAt }: Target): Promise<void> {
    const sealed = this.ring.seal(place, tenantId, JSON.stringify(address));
    await this.dataSource.query(
      `insert into handover_targets (tenant_id, id, dealer_id, kind, name, sealed_address, set_by, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (tenant_id, id) do update set dealer_id = excluded.dealer_id, kind = excluded.kind, name = excluded.name,
         sealed_address = excluded.sealed_address, set_by = excluded.set_by, updated_at = excluded.updated_at`,
      [tenantId, id, dealerId, kind, name, sealed, setBy, createdAt, updatedAt],
    );
  } // prettier-ignore

  /** With all that was and is to be handed over to it. */
  async remove({ tenantId, id }: TargetKey): Promise<void> {
    await this.dataSource.query('delete from handover_targets where tenant_id = $1 and id = $2', [tenantId, id]); // prettier-ignore
  }

  private opened({ sealed, ...row }: Row): Target {
    const address: unknown = JSON.parse(this.ring.open(place, row.tenantId, sealed));
    return { ...row, address: targetAddressSchema.parse(address) };
  }
}
