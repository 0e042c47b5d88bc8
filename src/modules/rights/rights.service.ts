import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { RightsKind, RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { Clock } from '../platform/clock.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { ProfilesService, type ProfileMention } from '../profiles/profiles.service.js';
import { PERSONAL_ROOMS, type PersonalRooms } from './personal-rooms.js';
import { rightsError } from './rights.errors.js';
import { RightsRepository } from './rights.repository.js';
import { RightsWakeUps } from './rights-wake-ups.js';

const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** What people may ask of us and that takes a while: to see everything, to take it elsewhere, to be forgotten. */
@Injectable()
export class RightsService {
  constructor(
    private readonly repository: RightsRepository,
    private readonly profiles: ProfilesService,
    private readonly wakeUps: RightsWakeUps,
    @Inject(PERSONAL_ROOMS) private readonly rooms: PersonalRooms,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a request; a worker begins at once. Asked again while one of its kind is under way for the person, it is that
   * one. Null when nobody is known by that id.
   * @throws AppError PROFILE_MENTION
   */
  async request(
    caller: Caller,
    kind: RightsKind,
    mention: ProfileMention,
  ): Promise<RightsRequestEntity | null> {
    const profile = await this.profiles.find(caller, mention);
    if (!profile) return null;
    const now = this.clock.now();
    const { tenantId, keyId: requestedBy } = caller;
    const id = uuidv7({ msecs: now });
    // An erasure looks once more at the end.
    const steps = this.rooms.length + (kind === 'ERASURE' ? 1 : 0);
    const wanted = { tenantId, id, kind, requestedBy, profileId: profile.id, steps };
    const request = await this.repository.open(wanted, new Date(now));
    if (request) await this.wakeUps.wake(request);
    return request;
  }

  /** @throws AppError RIGHTS_REQUEST_NOT_FOUND */
  async find({ tenantId }: Caller, id: string): Promise<RightsRequestEntity> {
    const request = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    if (request) return request;
    throw rightsError('RIGHTS_REQUEST_NOT_FOUND', 'There is no such request; rightsRequests lists them.');
  }

  /** Newest first, one more than the page's limit where there are more. @throws AppError BAD_CURSOR */
  list({ tenantId }: Caller, page: Page): Promise<RightsRequestEntity[]> {
    const before = page.afterKey === null ? null : cursorKey.safeParse(page.afterKey);
    if (before?.success === false) throw badCursor();
    return this.repository.list(tenantId, before?.data ?? null, page.limit + 1);
  }
}
