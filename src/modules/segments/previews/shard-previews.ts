import { Injectable } from '@nestjs/common';
import { ruleSchema } from '../../../models/segment/rule.js';
import type { Reached } from '../engine/sample.js';
import { Residents } from '../resident/residents.service.js';
import type { Resident } from '../resident/resident.js';
import { SegmentRules } from '../segment-rules.js';
import { SurroundingsService } from '../surroundings.service.js';
import { WakeUps } from '../wake-ups.js';
import type { PreviewAsk } from './preview-ask.queue.js';
import { PreviewsRepository, type AskedPreview } from './previews.repository.js';

/** Counts whom rules reach in the shards held here. */
@Injectable()
export class ShardPreviews {
  constructor(
    private readonly repository: PreviewsRepository,
    private readonly residents: Residents,
    private readonly rules: SegmentRules,
    private readonly surroundings: SurroundingsService,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Writes down what each shard comes to: first what a sample says, then what is exact. Shards that are not here are left out. */
  async answer({ tenantId, previewId, shards }: PreviewAsk): Promise<void> {
    const preview = await this.repository.find(tenantId, previewId);
    if (!preview) return;
    for (const shard of shards) {
      const resident = this.residents.inHand(shard);
      if (resident) await this.count(preview, resident);
    }
  }

  private async count(preview: AskedPreview, resident: Resident): Promise<void> {
    const { tenantId, id, now } = preview;
    const { data: rule } = ruleSchema.safeParse(preview.rule);
    if (!rule) return;
    const { segments } = await this.rules.inForce(this.repository.manager, tenantId, new Date(now));
    const facts = await this.surroundings.facts(tenantId, [rule, ...segments.map((each) => each.rule)]);
    const tried = { id, rule, now, among: { tenantId, segments, facts } };
    if (await resident.exclusive(() => resident.watch(tried))) await this.wakeUps.tell([resident.shard]);
    let told: Reached | undefined;
    for (;;) {
      const { reached, isExact } = await resident.preview(tried);
      // Of what is counted in between nobody can say more than the sample did.
      if (isExact || told === undefined)
        await this.repository.tell(preview, resident.shard, reached, isExact);
      if (isExact) return;
      told = reached;
    }
  }
}
