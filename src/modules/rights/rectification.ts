import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Traits, TraitValue } from '../../models/profile/profile-history.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService, type Profile, type ProfileMention } from '../profiles/profiles.service.js';
import { rightsError } from './rights.errors.js';

/** A fact put right; null says that it is not true of the person, and what it is we do not know. */
export interface RectifiedFact {
  readonly name: string;
  readonly value: TraitValue;
}

const most = { facts: 100, nameLength: 200, textLength: 2_000 };

/** Puts right what is told of a person. It stands from now on, whatever older statement arrives later. */
@Injectable()
export class Rectification {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Durable when the promise resolves; audiences follow within a second. Null when nobody is known by that id.
   * @throws AppError RECTIFICATION, PROFILE_MENTION, EVENTS_BUSY
   */
  async rectify(
    caller: Caller,
    mention: ProfileMention,
    facts: readonly RectifiedFact[],
  ): Promise<Profile | null> {
    const traits = traitsOf(facts);
    const profile = await this.profiles.find(caller, mention);
    const named = profile?.identities.flatMap((id) => namedBy(id) ?? [])[0];
    if (!profile || !named) return null;
    const event = {
      messageId: randomUUID(),
      type: 'IDENTIFIED',
      name: 'identify',
      occurredAt: this.clock.now(),
    } as const;
    await this.events.record(caller, [{ ...event, ...named, traits }]);
    return this.profiles.find(caller, { id: profile.id });
  }
}

/** How an event names a person by one id of theirs; null where none can. */
function namedBy({ kind, value }: Profile['identities'][number]) {
  switch (kind) {
    case 'userId':
      return { userId: value };
    case 'anonymousId':
      return { anonymousId: value };
    case 'crmId':
    case 'loyaltyId':
    case 'email':
    case 'phone':
    case 'deviceId':
      return { otherIds: [{ kind, value, isVerified: true }] };
    // Nothing is told of a person under a car.
    case 'ownedVin':
    case 'formerVin':
      return null;
  }
}

function traitsOf(facts: readonly RectifiedFact[]): Traits {
  if (facts.length === 0 || facts.length > most.facts)
    throw rightsError('RECTIFICATION', `${facts.length} facts are named; name 1 to ${most.facts}.`);
  const names = new Set(facts.map(({ name }) => name));
  if (names.size < facts.length) throw rightsError('RECTIFICATION', 'A fact is named twice; name each once.');
  for (const [at, { name, value }] of facts.entries()) {
    if (name.trim() === '' || name.length > most.nameLength)
      throw rightsError('RECTIFICATION', `facts[${at}].name has ${name.length} characters; give 1 to ${most.nameLength}.`); // prettier-ignore
    if (JSON.stringify(value).length > most.textLength)
      throw rightsError('RECTIFICATION', `facts[${at}].value is longer than ${most.textLength} characters.`);
  }
  return Object.fromEntries(facts.map(({ name, value }) => [name, value]));
}
