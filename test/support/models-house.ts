import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { modelManifestSchema } from '../../src/models/prediction/model-manifest.js';
import { graphql } from './carousel.js';

/** A models folder of the test's own, with the committed versions in it. */
export class ModelsFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'carousel-models-'));

  constructor() {
    for (const model of ['lead-score', 'offer-propensity']) cpSync(join('ml-artifacts', model), join(this.path, model), { recursive: true }); // prettier-ignore
  }

  /** Puts a copy of a version there under another name, as an operator puts a new one; `spoil` breaks its file and says so in the manifest. */
  copy(model: string, from: string, to: string, spoil = false): void {
    const folder = join(this.path, model, to);
    cpSync(join(this.path, model, from), folder, { recursive: true });
    const file = join(folder, 'manifest.json');
    const manifest = modelManifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const bytes = spoil ? Buffer.from('no model') : readFileSync(join(folder, 'model.onnx'));
    writeFileSync(join(folder, 'model.onnx'), bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(file, JSON.stringify({ ...manifest, version: to, sha256 }));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const query = `query ($viewer: ViewerInput!) { offers(placement: "home-hero", viewer: $viewer, first: 2) {
  __typename ... on Offers { model { version fallback } } } }`;
const answered = z.object({
  offers: z.object({
    __typename: z.literal('Offers'),
    model: z.object({ version: z.string(), fallback: z.string().nullable() }),
  }),
});

/** Shoppers at each of several APIs, all the time; what was no answer of a model is noted. */
export class ModelsLoad {
  /** Requests without an answer, and answers of a baseline, in words. */
  readonly failures: string[] = [];
  answers = 0;
  private readonly last = new Map<string, string>();
  private isOver = false;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly urls: readonly string[],
    private readonly key: string,
  ) {}

  begin(lanes: number): void {
    this.running = Promise.all(this.urls.flatMap((url) => Array.from({ length: lanes }, (_, lane) => this.lane(url, lane)))); // prettier-ignore
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** The versions that answered last, one an API and lane. */
  versions(): Set<string> {
    return new Set(this.last.values());
  }

  private async lane(url: string, lane: number): Promise<void> {
    while (!this.isOver) {
      try {
        const { data, errors } = await graphql(url, this.key, query, { viewer: { anonymousId: `lane-${lane}` } });
        const answer = answered.safeParse(data);
        if (errors.length > 0 || !answer.success) this.failures.push(JSON.stringify({ data, errors }));
        else this.note(`${url} ${lane}`, answer.data.offers.model);
      } catch (fault) {
        this.failures.push(String(fault));
      }
      await sleep(20);
    }
  } // prettier-ignore

  private note(lane: string, { version, fallback }: { version: string; fallback: string | null }): void {
    this.answers++;
    this.last.set(lane, version);
    if (fallback !== null) this.failures.push(`${version} answered: ${fallback}`);
  }
}

/**
 * Makes what a shadow said of some forty offers into what it said of as many times `copies`, two hours ago, all of them seen, and clicked
 * as often as it foretold: a test cannot wait for as many shoppers.
 */
export function seeShadowedOffers(dataSource: DataSource, tenantId: string, copies: number): Promise<void> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      `create temp table seen_rows on commit drop as select s.*, gen_random_uuid() as copy, random() as roll
       from (select * from shadow_scores where tenant_id = $1 order by decided_at limit 40) s, generate_series(1, $2)`,
      [tenantId, copies],
    );
    await manager.query(
      `insert into shadow_scores select (jsonb_populate_record(null::shadow_scores, to_jsonb(r) || jsonb_build_object('decision_id', r.copy, 'decided_at', now() - interval '2 hours'))).*
       from seen_rows r`,
    );
    await manager.query(
      `insert into decision_outcomes (tenant_id, decision_id, position, type, occurred_at, decided_at, placement, vehicle_id, campaign_id, creative_id, propensity)
       select tenant_id, copy, position, t, now(), now(), 'home-hero', copy, copy, copy, propensity from seen_rows, unnest(array['OFFER_VIEWED', 'OFFER_CLICKED']) t
       where t = 'OFFER_VIEWED' or roll < shadow_click`,
    );
  });
}

/** A lead that was settled: what it was scored on, and whether it was sold. */
export interface Settled {
  readonly values: readonly number[];
  readonly sold: boolean;
}

/** Makes a tenant's one lead into many that are settled, row by row in the database: nobody could raise so many hands in a test. */
export function settleLeads(dataSource: DataSource, tenantId: string, leadId: string, leads: readonly Settled[]): Promise<void> {
  const rows = JSON.stringify(leads.map(({ values, sold }) => ({ features: { set: 'lead-v1', values }, status: sold ? 'SOLD' : 'LOST' })));
  return dataSource.transaction(async (manager) => {
    await manager.query('create temp table settling on commit drop as select gen_random_uuid() as id, r.* from jsonb_to_recordset($1::jsonb) as r(features jsonb, status text)', [rows]);
    const clone = (table: string, named: string, change: string) =>
      manager.query(
        `insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} t, settling s where t.tenant_id = $1 and t.${named} = $2`,
        [tenantId, leadId],
      );
    await clone('leads', 'id', `jsonb_build_object('id', s.id, 'status', s.status)`);
    await clone('lead_hands', 'id', `jsonb_build_object('id', s.id, 'lead_id', s.id)`);
    await clone('lead_scores', 'lead_id', `jsonb_build_object('lead_id', s.id, 'features', s.features)`);
    await manager.query(
      `insert into lead_moves (tenant_id, lead_id, number, id, from_status, to_status, reason, moved_by, moved_at, recorded_at)
       select $1, id, 1, gen_random_uuid(), 'NEW', status, case status when 'LOST' then 'PRICE' end, 'KEY', now(), now() from settling`,
      [tenantId],
    );
  });
} // prettier-ignore

/** Has every lead made since an instant stand as many times more, as `copies` says: like `settleLeads`, but each as it is. */
export function multiplyLeads(dataSource: DataSource, since: Date, copies: number): Promise<void> {
  return dataSource.transaction(async (manager) => {
    await manager.query(
      'create temp table copying on commit drop as select l.tenant_id, l.id as old, gen_random_uuid() as id from leads l, generate_series(1, $2) where l.created_at >= $1',
      [since, copies],
    );
    const clone = (table: string, named: string, change: string) =>
      manager.query(`insert into ${table} select (jsonb_populate_record(t, ${change})).* from ${table} t join copying c on t.tenant_id = c.tenant_id and t.${named} = c.old`);
    await clone('leads', 'id', `jsonb_build_object('id', c.id)`);
    await clone('lead_hands', 'id', `jsonb_build_object('id', c.id, 'lead_id', c.id)`);
    await clone('lead_scores', 'lead_id', `jsonb_build_object('lead_id', c.id)`);
  });
} // prettier-ignore
