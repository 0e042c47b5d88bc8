import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { isReadable, ruleSchema } from '../../models/segment/rule.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService, type ProfileMention } from '../profiles/profiles.service.js';
import { AudienceWalk } from './audience-walk.js';
import { explain, type NodeReason } from './explain.js';
import { matches } from './meaning/matches.js';
import { needOf } from './need.js';
import { segmentErrors, segmentNotFound } from './segments.errors.js';
import { SegmentsRepository, type PastStay } from './segments.repository.js';
import { sentence } from './sentence.js';
import { SurroundingsService } from './surroundings.service.js';

/** Why one person is in or out of one segment, and when they came and went. */
export interface MembershipAnswer {
  readonly profileId: string;
  readonly isMember: boolean;
  /** When the rule's own answer can next change by time alone. */
  readonly changesAt: Date | null;
  readonly reasons: readonly NodeReason[];
  readonly stays: readonly PastStay[];
}

/** A part of a rule, what it came to, and the part in words. */
export type WordedReason = NodeReason & { readonly sentence: string };

/** Looks at people with a rule in hand, without changing anything, and explains. */
@Injectable()
export class AudienceService {
  constructor(
    private readonly repository: SegmentsRepository,
    private readonly walk: AudienceWalk,
    private readonly profiles: ProfilesService,
    private readonly surroundings: SurroundingsService,
    private readonly clock: Clock,
  ) {}

  /** What every node of a rule comes to for one person now; nothing where the rule cannot be read. */
  async reasons(tenantId: string, profileId: string, stored: unknown): Promise<readonly WordedReason[]> {
    const read = ruleSchema.safeParse(stored);
    if (!read.success) return [];
    const now = this.clock.now();
    const around = await this.surroundings.aroundOne(tenantId, read.data, [profileId]);
    const { history } = await this.walk.one(tenantId, profileId, needOf([read.data], now, around));
    const words = { language: 'ENGLISH', names: around.names } as const;
    return explain(read.data, history, now, around).map((reason) => ({
      ...reason,
      sentence: sentence(reason.rule, words),
    }));
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
    const around = await this.surroundings.aroundOne(caller.tenantId, segment.rule, [profile.id]);
    const need = needOf([segment.rule], now, around);
    const { history } = await this.walk.one(caller.tenantId, profile.id, need);
    const answer = matches(segment.rule, history, now, around);
    return {
      profileId: profile.id,
      isMember: stays.some(({ leftAt }) => leftAt === null),
      changesAt: answer.until === Infinity ? null : new Date(answer.until),
      reasons: explain(segment.rule, history, now, around),
      stays,
    };
  }
}
