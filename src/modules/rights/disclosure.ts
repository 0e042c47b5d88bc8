import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { Person, PersonalRecord } from '../../models/rights/personal-data.js';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { Clock } from '../platform/clock.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { documentText } from './document-text.js';
import { DocumentsRepository } from './documents.repository.js';
import { PERSONAL_ROOMS, type PersonalRooms } from './personal-rooms.js';
import { rightsError } from './rights.errors.js';
import { RightsRepository, type RequestChange } from './rights.repository.js';

/** How long a document lies ready. */
const keptMs = 7 * 86_400_000;

/** Makes the document of a request: everything kept of a person, or what of it is theirs to take elsewhere. */
@Injectable()
export class Disclosure {
  constructor(
    private readonly repository: RightsRepository,
    private readonly documents: DocumentsRepository,
    private readonly profiles: ProfilesPersonalData,
    @Inject(PERSONAL_ROOMS) private readonly rooms: PersonalRooms,
    private readonly clock: Clock,
  ) {}

  /** Begun again, it begins from nothing: a document tells of one moment. */
  async make(request: RightsRequestEntity): Promise<void> {
    const { tenantId, kind, profileId } = request;
    await this.documents.forget(request);
    const person = await this.profiles.person(tenantId, profileId ?? '');
    const now = new Date(this.clock.now());
    const about = { kind, request: request.id, profile: person?.profileIds[0] ?? null, madeAt: now };
    let part = 0;
    for await (const text of documentText(about, person ? this.records(request, person) : nothing()))
      await this.documents.add(request, part++, text);
    const done = { status: 'DONE', completedAt: now, expiresAt: new Date(now.getTime() + keptMs) } as const;
    await this.note(request, { ...done, stepsDone: request.steps });
  }

  /**
   * The document of a request, part by part.
   * @throws AppError RIGHTS_DOCUMENT_NOT_FOUND
   */
  async read({ tenantId }: Caller, id: string): Promise<AsyncIterable<string>> {
    const request = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    if (request?.expiresAt && request.expiresAt.getTime() > this.clock.now())
      return this.documents.read(request);
    throw rightsError(
      'RIGHTS_DOCUMENT_NOT_FOUND',
      'There is no such document: it is still being made, or lay ready for a week and is forgotten. Ask again with requestAccess or requestPortability.',
    );
  }

  /** Forgets what nobody fetched in time. */
  forgetExpired(): Promise<void> {
    return this.documents.forgetExpired(new Date(this.clock.now()));
  }

  private async *records(request: RightsRequestEntity, person: Person): AsyncGenerator<PersonalRecord> {
    for (const [stepsDone, room] of this.rooms.entries()) {
      await this.note(request, { stepsDone });
      for await (const record of room.records(person))
        if (request.kind === 'ACCESS' || record.isTheirs) yield record;
    }
  }

  private note(request: RightsRequestEntity, change: RequestChange): Promise<void> {
    return this.repository.transaction((manager) => this.repository.change(manager, request, change));
  }
}

async function* nothing(): AsyncGenerator<PersonalRecord> {}
