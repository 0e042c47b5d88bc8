import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DataSource } from 'typeorm';

/** Which campaign says what. */
@Injectable()
export class CreativesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Id of the campaign of a creative, or of the one that is to have it once a proposal is approved; null where there is none. */
  async campaignOf(tenantId: string, id: string): Promise<string | null> {
    if (!z.guid().safeParse(id).success) return null;
    const rows: { id: string }[] = await this.dataSource.query(
      `select campaign_id as id from creatives where tenant_id = $1 and id = $2
       union all
       select id from campaigns where tenant_id = $1 and proposal is not null
         and proposal @> jsonb_build_object('creatives', jsonb_build_array(jsonb_build_object('id', $2::uuid)))
       limit 1`,
      [tenantId, id.toLowerCase()],
    );
    return rows[0]?.id ?? null;
  }
}
