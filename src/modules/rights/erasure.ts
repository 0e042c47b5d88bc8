import { Inject, Injectable } from '@nestjs/common';
import type { ErasedRecords, Person } from '../../models/rights/personal-data.js';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { Clock } from '../platform/clock.js';
import { DocumentsRepository } from './documents.repository.js';
import { Goodbye } from './goodbye.js';
import { PERSONAL_ROOMS, type PersonalRooms } from './personal-rooms.js';
import { addUp } from './receipt.js';
import { RightsRepository } from './rights.repository.js';

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
    let receipt = begun.receipt ?? [];
    for (let step = begun.stepsDone; step < this.rooms.length; step++)
      receipt = await this.eraseIn(step, begun, receipt);
    const dueAt = this.clock.now() + settleMs;
    await this.repository.transaction((manager) =>
      this.repository.change(manager, request, { status: 'SETTLING', dueAt: new Date(dueAt) }),
    );
    return dueAt;
  }

  private async eraseIn(
    step: number,
    request: RightsRequestEntity,
    receipt: readonly ErasedRecords[],
  ): Promise<ErasedRecords[]> {
    return this.repository.transaction(async (manager) => {
      const erased = (await this.rooms[step]?.erase(manager, personIn(request))) ?? [];
      const total = addUp(receipt, erased);
      await this.repository.change(manager, request, { stepsDone: step + 1, receipt: total });
      return total;
    });
  }

  private async settle(request: RightsRequestEntity): Promise<null> {
    let receipt = request.receipt ?? [];
    for (const room of this.rooms.slice(1))
      await this.repository.transaction(async (manager) => {
        receipt = addUp(receipt, await room.erase(manager, personIn(request)));
      });
    return this.end(request, personIn(request), receipt);
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
