import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { ConsentState } from '../../../models/consent/consent-statement.js';
import type { Purpose } from '../../../models/consent/purpose.js';
import { ConsentService, type PurposeConsent } from '../../consent/consent.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { ProfilesService, type ProfileMention } from '../../profiles/profiles.service.js';
import { eventErrors } from '../events.errors.js';
import { Recorder } from '../recorder.js';
import { longestIdentity } from '../written-id.js';

/** What a person says, by the ids their browser or account is known under. */
export interface SaidToUs {
  readonly viewer: Pick<ProfileMention, 'anonymousId' | 'userId'>;
  readonly statements: readonly { readonly purpose: Purpose; readonly state: ConsentState }[];
  /** The policy they agreed or objected to; absent means the one in force. */
  readonly policyVersion?: string | null | undefined;
}

/** What one person allows: looked up, and said to us in so many words. */
@Injectable()
export class PersonalConsentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Where a person stands on every purpose; of somebody unknown, what their silence means.
   * @throws AppError PROFILE_MENTION
   */
  async of(caller: Caller, mention: ProfileMention): Promise<readonly PurposeConsent[]> {
    const { manager } = this.dataSource;
    const profile = await this.profiles.find(caller, mention);
    const owners = await this.profiles.identitiesOf(manager, caller.tenantId, profile ? [profile.id] : []);
    const [states] = await this.consent.statesOf(manager, caller.tenantId, [[...owners.keys()]]);
    return states ?? [];
  }

  /**
   * Writes what a person says, at this instant; durable when the promise resolves. Somebody unknown is known from now on.
   * @throws AppError CONSENT_STATEMENT, EVENTS_BUSY
   */
  async record(caller: Caller, said: SaidToUs): Promise<readonly PurposeConsent[]> {
    const { anonymousId, userId, policyVersion } = checked(said);
    const statedAt = this.clock.now();
    const statements = said.statements.map(({ purpose, state }) => ({ purpose, state, source: 'API' as const, statedAt, policyVersion })); // prettier-ignore
    const event = { type: 'CONSENT_CHANGED', name: 'CONSENT_CHANGED', messageId: randomUUID() } as const;
    await this.recorder.record(caller, [
      { ...event, anonymousId, userId, occurredAt: statedAt, consent: { statements } },
    ]);
    return this.of(caller, userId === undefined ? { anonymousId } : { userId });
  }
}

function checked({ viewer, statements, policyVersion }: SaidToUs) {
  const userId = viewer.userId?.length ? viewer.userId : undefined;
  const anonymousId = viewer.anonymousId?.length ? viewer.anonymousId : undefined;
  const ids = [userId, anonymousId].flatMap((id) => id ?? []);
  if (ids.length === 0) throw wrong('viewer names nobody; give an anonymousId or a userId.');
  if (ids.some((id) => id.length > longestIdentity))
    throw wrong(
      `An id of the viewer has more than ${longestIdentity} characters; give the id your events carry.`,
    );
  if (statements.length === 0) throw wrong('statements is empty; say what is granted or denied.');
  if (new Set(statements.map(({ purpose }) => purpose)).size < statements.length)
    throw wrong('A purpose is named twice; name each once.');
  if (policyVersion && policyVersion.length > 100)
    throw wrong('policyVersion has more than 100 characters; give the version of your policy.');
  return { userId, anonymousId, policyVersion: policyVersion ?? undefined };
}

function wrong(message: string): AppError {
  return new AppError(eventErrors.statement.code, eventErrors.statement.kind, message);
}
