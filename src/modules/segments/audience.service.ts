import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import { isReadable, ruleSchema } from '../../models/segment/rule.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService, type ProfileMention } from '../profiles/profiles.service.js';
import { AudienceWalk } from './audience-walk.js';
import { neededSince } from './evaluate.js';
import { explain, type NodeReason } from './explain.js';
import { matches } from './matches.js';
import { segmentErrors, segmentNotFound } from './segments.errors.js';
import { SegmentsRepository, type PastStay } from './segments.repository.js';
import { sentence } from './sentence.js';
import { validateRule, type RuleProblem } from './validate.js';

/** Most people a preview names. */
const sampled = 20;

/** Who a rule would reach, now. */
export interface Preview {
  readonly size: number;
  /** How many people were looked at: everyone known. */
  readonly outOf: number;
  readonly sampleProfileIds: readonly string[];
  readonly sentence: string;
}

/** Why one person is in or out of one segment, and when they came and went. */
export interface MembershipAnswer {
  readonly profileId: string;
  readonly isMember: boolean;
  /** When the rule's own answer can next change by time alone. */
  readonly changesAt: Date | null;
  readonly reasons: readonly NodeReason[];
  readonly stays: readonly PastStay[];
}

/** Looks at people with a rule in hand, without changing anything: previews and explanations. */
@Injectable()
export class AudienceService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly walk: AudienceWalk,
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {}

  /** The exact size a rule would have at this moment. Reads everyone's history once, in batches. */
  async preview(
    caller: Caller,
    input: unknown,
  ): Promise<{ preview: Preview } | { problems: readonly RuleProblem[] }> {
    const checked = validateRule(input);
    if ('problems' in checked) return checked;
    const { rule } = checked;
    const now = this.clock.now();
    const sampleProfileIds: string[] = [];
    let size = 0;
    let outOf = 0;
    await this.walk.everyone(caller.tenantId, neededSince([rule], now), ({ history }) => {
      outOf++;
      if (!matches(rule, history, now).in) return;
      if (size++ < sampled) sampleProfileIds.push(history.profileId);
    });
    return { preview: { size, outOf, sampleProfileIds, sentence: sentence(rule) } };
  }

  /** What every node of a rule comes to for one person now; nothing where the rule cannot be read. */
  async reasons(tenantId: string, profileId: string, stored: unknown): Promise<readonly NodeReason[]> {
    const read = ruleSchema.safeParse(stored);
    if (!read.success) return [];
    const now = this.clock.now();
    const since = neededSince([read.data], now);
    const { history } = await this.walk.one(this.dataSource.manager, tenantId, profileId, since);
    return explain(read.data, history, now);
  }

  /**
   * Whether a person is in, as decisions see it, and why, judged from the log at this very moment. For the blink between
   * an event and its evaluation the two can differ.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_UNREADABLE, SEGMENT_PERSON_UNKNOWN
   */
  async membership(caller: Caller, segmentId: string, mention: ProfileMention): Promise<MembershipAnswer> {
    const segment = await this.repository.find(caller.tenantId, segmentId);
    if (!segment) throw segmentNotFound(segmentId);
    if (!isReadable(segment.rule))
      throw new AppError(
        segmentErrors.unreadable,
        'conflict',
        `The rule of segment ${segmentId} cannot be read by this version of Carousel; give it another with updateSegment.`,
      );
    const profile = await this.profiles.find(caller, mention);
    if (!profile)
      throw new AppError(
        segmentErrors.unknownPerson,
        'not-found',
        'Nobody is known by that id; they appear with their first event.',
      );
    const stays = await this.repository.stays(caller.tenantId, segmentId, profile.id);
    const now = this.clock.now();
    const since = neededSince([segment.rule], now);
    const person = await this.walk.one(this.dataSource.manager, caller.tenantId, profile.id, since);
    const answer = matches(segment.rule, person.history, now);
    return {
      profileId: profile.id,
      isMember: stays.some(({ leftAt }) => leftAt === null),
      changesAt: answer.changesAt === null ? null : new Date(answer.changesAt),
      reasons: explain(segment.rule, person.history, now),
      stays,
    };
  }
}
