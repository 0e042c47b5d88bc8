import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { OfferSampleEntity } from '../../../models/decision/offer-sample.entity.js';
import { mostADay } from './pick.js';

/** Samples are kept so long: they are counted the day after, and a worker may be away for a while. */
const keptMs = 14 * 86_400_000;

const rowsSchema = z.array(
  z.object({
    click: z.number(),
    inputs: z.array(z.number().nullable()),
    isSeen: z.boolean(),
    isClicked: z.boolean(),
  }),
);
/** An offer of a day's sample, and what came of it. */
export type SampledOffer = z.infer<typeof rowsSchema>[number];

/** Which of a tenant's samples. */
export interface SampleOf {
  readonly version: string;
  readonly inputSet: string;
  /** In UTC: `2026-11-22`. */
  readonly day: string;
}

/** SQL of `offer_samples`, and of what came of those offers. */
@Injectable()
export class OfferSamplesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Keeps offers, once each, as one text, and lets old ones of their tenants go. */
  async insert(rows: readonly OfferSampleEntity[]): Promise<void> {
    await this.dataSource.query(
      `insert into offer_samples
         (tenant_id, decision_id, position, decided_at, version, click, rank, input_set, inputs)
       select "tenantId", "decisionId", position, "decidedAt", version, click, rank, "inputSet", inputs
       from jsonb_to_recordset($1::jsonb) as sample ("tenantId" uuid, "decisionId" uuid, position smallint,
         "decidedAt" timestamptz, version text, click real, rank bigint, "inputSet" text, inputs real[])
       on conflict do nothing`,
      [JSON.stringify(rows)],
    );
    const newest = new Map(rows.map(({ tenantId, decidedAt }) => [tenantId, decidedAt]));
    for (const [tenantId, at] of newest)
      await this.dataSource.query('delete from offer_samples where tenant_id = $1 and decided_at < $2', [tenantId, new Date(at.getTime() - keptMs)]); // prettier-ignore
  }

  /** A day's sample: those with the lowest ranks, of which those that a version answered. */
  async ofDay(tenantId: string, { version, inputSet, day }: SampleOf): Promise<SampledOffer[]> {
    const rows: unknown = await this.dataSource.query(
      `select s.click, s.inputs, count(o.type) > 0 as "isSeen",
         coalesce(bool_or(o.type = 'OFFER_CLICKED'), false) as "isClicked"
       from (select * from offer_samples
             where tenant_id = $1 and decided_at >= $2::timestamptz and decided_at < $2::timestamptz + interval '1 day'
             order by rank limit $3) s
       left join decision_outcomes o on o.tenant_id = $1 and o.decision_id = s.decision_id and o.position = s.position
         and o.type in ('OFFER_VIEWED', 'OFFER_CLICKED')
       where s.version = $4 and s.input_set = $5
       group by s.decision_id, s.click, s.inputs`,
      [tenantId, `${day}T00:00:00Z`, mostADay, version, inputSet],
    );
    return rowsSchema.parse(rows);
  }
}
