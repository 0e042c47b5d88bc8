import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import type { RequestKey } from './rights.repository.js';

const place = sealedColumns.rightsDocument;

/** SQL of `rights_document_parts`: what was made for people to read, sealed until they do. */
@Injectable()
export class DocumentsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  async add({ tenantId, id }: RequestKey, part: number, text: string): Promise<void> {
    await this.dataSource.query(
      'insert into rights_document_parts (tenant_id, request_id, part, sealed) values ($1, $2, $3, $4)',
      [tenantId, id, part, this.ring.seal(place, tenantId, text)],
    );
  }

  /** The document, part by part; nothing where there is none. */
  async *read({ tenantId, id }: RequestKey): AsyncGenerator<string> {
    for (let part = 0; ; part++) {
      const [row]: { sealed: string }[] = await this.dataSource.query(
        'select sealed from rights_document_parts where tenant_id = $1 and request_id = $2 and part = $3',
        [tenantId, id, part],
      );
      if (!row) return;
      yield this.ring.open(place, tenantId, row.sealed);
    }
  }

  /** Forgets one request's document. */
  async forget({ tenantId, id }: RequestKey): Promise<void> {
    await this.dataSource.query(
      'delete from rights_document_parts where tenant_id = $1 and request_id = $2',
      [tenantId, id],
    );
  }

  /** Forgets every document made of these profiles. */
  async forgetOf(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<void> {
    await manager.query(
      `delete from rights_document_parts d using rights_requests r
       where r.tenant_id = $1 and r.profile_id = any($2) and d.tenant_id = r.tenant_id and d.request_id = r.id`,
      [tenantId, profileIds],
    );
  }

  /** Forgets what nobody fetched in time. */
  async forgetExpired(now: Date): Promise<void> {
    await this.dataSource.query(
      `delete from rights_document_parts d using rights_requests r
       where r.expires_at <= $1 and d.tenant_id = r.tenant_id and d.request_id = r.id`,
      [now],
    );
  }
}
