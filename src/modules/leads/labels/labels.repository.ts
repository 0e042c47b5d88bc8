import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { leadStatuses } from '../../../models/lead/lead-status.js';
import { leadGrades } from '../../../models/prediction/scores.js';
import type { LabelledLead } from './label-row.js';

const rowsSchema = z.array(
  z.object({
    id: z.uuid(),
    createdAt: z.date(),
    interest: z.string(),
    grade: z.enum(leadGrades),
    probability: z.number(),
    modelVersion: z.string(),
    features: z.object({ set: z.string(), values: z.array(z.number()) }),
    moves: z.array(
      z.object({ to: z.enum(leadStatuses), at: z.coerce.date(), reason: z.string().nullable() }),
    ),
  }),
);

/** A lead among those of its tenant, the oldest first. */
export type LabelledRow = LabelledLead & { readonly id: string };

/** Reads leads as a model may learn from them. */
@Injectable()
export class LabelsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Leads of a tenant whose features were kept when they were made, the oldest first, those after one of them; none that another
   * stands for, as that one has the outcome, and none that began as history: it is told of long after it was made.
   */
  async page(tenantId: string, after: Pick<LabelledRow, 'createdAt' | 'id'> | null, limit: number): Promise<LabelledRow[]> {
    const rows: unknown = await this.dataSource.query(
      `select l.id, l.created_at as "createdAt", l.interest, s.grade, s.probability,
         s.model_version as "modelVersion", s.features,
         coalesce((select jsonb_agg(jsonb_build_object('to', m.to_status, 'at', m.moved_at, 'reason', m.reason) order by m.number)
           from lead_moves m where m.tenant_id = l.tenant_id and m.lead_id = l.id
             and m.moved_by <> 'CAROUSEL' and m.left_with is null), '[]') as moves
       from leads l join lead_scores s on s.tenant_id = l.tenant_id and s.lead_id = l.id and s.number = 1
       where l.tenant_id = $1 and l.status <> 'FOLDED' and s.features is not null
         and exists (select from lead_hands h where h.tenant_id = l.tenant_id and h.id = l.id and not h.is_history)
         and ($2::timestamptz is null or (l.created_at, l.id) > ($2::timestamptz, $3::uuid))
       order by l.created_at, l.id limit $4`,
      [tenantId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
    return rowsSchema.parse(rows);
  } // prettier-ignore
}
