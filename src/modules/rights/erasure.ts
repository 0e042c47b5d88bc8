import { Inject, Injectable } from '@nestjs/common';
import type { ErasedRecords, Person, PersonalData } from '../../models/rights/personal-data.js';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { Clock } from '../platform/clock.js';
import { DocumentsRepository } from './documents.repository.js';
import { Goodbye } from './goodbye.js';
import { PERSONAL_ROOMS, type PersonalRooms } from './personal-rooms.js';
import { addUp } from './receipt.js';
import { RightsRepository, type RequestChange } from './rights.repository.js';

/**
 * How long what was under way when a person was erased (a decision not logged yet, a viewer state on its way to the store)
 * may take to arrive; then we erase once more. Events have no such gap: see `log-follower.ts`.
 */
export const settleMs = 10_000;

/** Erases a person, room by room. Cut short anywhere, it goes on from the room it was in. */
@Injectable()
export class Erasure {
  constructor(
    private readonly repository: RightsRepository,
    private readonly documents: DocumentsRepository,
    private readonly goodbye: Goodbye,
    @Inject(PERSONAL_ROOMS) private readonly rooms: PersonalRooms,
    private readonly clock: Clock,
  ) {}

  /** Does all that can be done now. Returns when to come again: milliseconds since the epoch, or null when it is over. */
  async advance(request: RightsRequestEntity): Promise<number | null> {
    if (request.status === 'SETTLING') return this.settle(request);
    const begun = request.stepsDone > 0 ? request : await this.goodbye.say(request);
    if (!begun) return this.end(request, { tenantId: request.tenantId, profileIds: [], identityIds: [] }, []);
    let receipt: readonly ErasedRecords[] = begun.receipt ?? [];
    for (let step = begun.stepsDone; step < this.rooms.length; step++) {
      receipt = await this.eraseIn(this.rooms[step], begun, receipt);
      await this.note(request, { stepsDone: step + 1 });
    }
    const dueAt = this.clock.now() + settleMs;
    await this.note(request, { status: 'SETTLING', dueAt: new Date(dueAt) });
    return dueAt;
  }

  /** Until nothing of the person is left in the room. What is gone and what the receipt says of it are one transaction. */
  private async eraseIn(
    room: PersonalData | undefined,
    request: RightsRequestEntity,
    noted: readonly ErasedRecords[],
  ): Promise<readonly ErasedRecords[]> {
    for (let receipt = noted; ;) {
      const erased = await this.repository.transaction(async (manager) => {
        const gone = (await room?.erase(manager, personIn(request))) ?? [];
        await this.repository.change(manager, request, { receipt: addUp(receipt, gone) });
        return gone;
      });
      receipt = addUp(receipt, erased);
      if (erased.every(({ count }) => count === 0)) return receipt;
    }
  }

  private async settle(request: RightsRequestEntity): Promise<null> {
    let receipt: readonly ErasedRecords[] = request.receipt ?? [];
    for (const room of this.rooms.slice(1)) receipt = await this.eraseIn(room, request, receipt);
    return this.end(request, personIn(request), receipt);
  }

  private note(request: RightsRequestEntity, change: RequestChange): Promise<void> {
    return this.repository.transaction((manager) => this.repository.change(manager, request, change));
  }

  private async end(
    request: RightsRequestEntity,
    person: Person,
    receipt: readonly ErasedRecords[],
  ): Promise<null> {
    const now = new Date(this.clock.now());
    await this.repository.transaction(async (manager) => {
      await this.documents.forgetOf(manager, request.tenantId, person.profileIds);
      await this.repository.change(manager, request, { stepsDone: request.steps });
      await this.repository.forgetPerson(manager, person, receipt, request, now);
    });
    return null;
  }
}

function personIn({ tenantId, profileIds, identityIds }: RightsRequestEntity): Person {
  return { tenantId, profileIds, identityIds };
}
