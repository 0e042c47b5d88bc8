import { Injectable } from '@nestjs/common';
import { AudienceWalk } from '../audience-walk.js';
import { Audience } from '../engine/audience.js';
import { SurroundingsService } from '../surroundings.service.js';
import type { AnswerPart, Answered } from './answered.js';
import { questionNeed, rulesIn } from './asked-of.js';
import type { StoredQuestion } from './questions.repository.js';

/** People who are counted together: as if each such crowd were a shard. */
const crowd = 1_000;

/** Answers questions where no worker holds people in memory: reads everybody from PostgreSQL, and counts them the same way. */
@Injectable()
export class EveryoneReader {
  constructor(
    private readonly walk: AudienceWalk,
    private readonly surroundings: SurroundingsService,
  ) {}

  /** The whole answer, however long it takes. */
  async answer({ tenantId, question, now }: Omit<StoredQuestion, 'id'>): Promise<Answered> {
    const around = await this.surroundings.aroundAll(tenantId, rulesIn(question));
    const begun = () => {
      const audience = new Audience(around);
      audience.asksFor(question);
      return audience;
    };
    const parts: AnswerPart[] = [];
    let audience = begun();
    const count = () => {
      for (const told of audience.answer(question, now, Infinity))
        if (told?.isExact) parts.push({ shard: parts.length, ...told });
      audience = begun();
    };
    await this.walk.everyone(tenantId, questionNeed(question, now, around), ({ history }) => {
      const { profileId, traits, events } = history;
      audience.replace(profileId, events);
      audience.tell(profileId, traits);
      if (audience.living >= crowd) count();
    });
    if (audience.living > 0 || parts.length === 0) count();
    return { parts, shards: parts.length };
  }
}
