import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { PublishedState, ViewerState } from '../../models/decision/viewer-state.js';
import { ConsentService } from '../consent/consent.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { decisioningError } from './decisioning.errors.js';
import { whyImpersonal, type ImpersonalReason } from './impersonal.js';
import { PrivacySignals } from './privacy-signals.js';
import type { ViewerName } from './viewer-name.js';
import { ViewerReads } from './viewer-reads.js';

/** What a decision may know of a viewer. */
export interface Viewer {
  /** Null where nothing is known, or may be used. */
  readonly state: ViewerState | null;
  readonly impersonal: ImpersonalReason | null;
  /** What their arms in experiments are drawn by: a keyed hash of an id of theirs. */
  readonly unit: string;
  /** Whether they may be counted in experiments: what they do is kept, and may decide what they see. */
  readonly isCounted: boolean;
}

/**
 * Reads what is known of a viewer and may be used: one read, of the person when they are signed in, else of the browser.
 * A browser that denied is heard even where it is not known to be the person's, or not yet.
 */
@Injectable()
export class Viewers {
  constructor(
    private readonly reads: ViewerReads,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
    private readonly signals: PrivacySignals,
  ) {}

  /**
   * `names` are those of `name`, hashed once a request; `isPrivate` is the browser's wish for Global Privacy Control, remembered where it is news.
   * @throws AppError VIEWER_REQUIRED
   */
  async read(
    caller: Caller,
    name: ViewerName,
    names: readonly string[],
    isPrivate: boolean,
  ): Promise<Viewer> {
    const policy = await this.consent.policyOf(caller.tenantId);
    const read = await this.known(caller.tenantId, names);
    const named = names.at(-1) ?? '';
    if (read === null) return unread(named);
    const { known, hasDenied } = read;
    if (isPrivate && known && this.isNews(policy, known)) this.signals.remember(caller, name);
    const allows =
      known !== null && !hasDenied && this.consent.allows(policy, known.consent, 'PERSONALISATION');
    const impersonal = whyImpersonal(known, policy, allows, isPrivate);
    if (impersonal === null || impersonal === 'UNKNOWN_VIEWER') {
      const isKept = !(isPrivate && policy.gpcDenies.includes('ANALYTICS'));
      const isCounted = isKept && this.consent.allows(policy, known?.consent ?? {}, 'ANALYTICS');
      return { state: known, impersonal, unit: known?.unit ?? named, isCounted };
    }
    this.consent.withheld('PERSONALISATION');
    return { state: null, impersonal, unit: named, isCounted: false };
  }

  /** The names by which this viewer's offers are counted before anything is known of them: keyed hashes, which tell nothing. */
  names(tenantId: string, { userId, anonymousId }: ViewerName): string[] {
    const person = userId ? [this.alias(tenantId, 'userId', userId)] : [];
    return anonymousId ? [...person, this.alias(tenantId, 'anonymousId', anonymousId)] : person;
  }

  /** The state to go by, and whether any of those named denied personalisation in so many words. */
  private async known(
    tenantId: string,
    aliases: readonly string[],
  ): Promise<{ known: ViewerState | null; hasDenied: boolean } | null> {
    if (aliases.length === 0)
      throw decisioningError('VIEWER_REQUIRED', 'viewer names nobody; give an anonymousId or a userId.');
    const found = await this.reads.of(tenantId, aliases);
    return found && oneOf(...found);
  }

  private alias(tenantId: string, kind: 'userId' | 'anonymousId', id: string): string {
    return this.profiles.aliasOf(tenantId, kind, id);
  }

  private isNews(policy: ConsentPolicy, { consent }: ViewerState): boolean {
    return policy.gpcDenies.some((purpose) => consent[purpose] !== 'DENIED');
  }
}

/** They may have denied what we cannot read just now: nothing of them is used, and they are not counted. */
function unread(unit: string): Viewer {
  return { state: null, impersonal: 'VIEWER_STORE_AWAY', unit, isCounted: false };
}

/** A person who signed in a moment ago may be known only by their browser yet. */
function oneOf(person: Buffer | null = null, browser: Buffer | null = null) {
  const known = person ? readState(person) : null;
  // Most often both are one person, whose state need not be read twice.
  const other = browser && !person?.equals(browser) ? readState(browser) : null;
  const hasDenied = [known, other].some((state) => state?.consent.PERSONALISATION === 'DENIED');
  return { known: known ?? other, hasDenied };
}

/** What we published ourselves is looked at, not parsed anew: this runs at every request. */
function readState(bytes: Buffer): ViewerState | null {
  const state: unknown = JSON.parse(bytes.toString());
  return isPublishedState(state) ? { ...state, consent: state.consent ?? {} } : null;
}

function isPublishedState(state: unknown): state is PublishedState {
  return (
    typeof state === 'object' &&
    state !== null &&
    'profileId' in state &&
    typeof state.profileId === 'string' &&
    'segmentIds' in state &&
    Array.isArray(state.segmentIds) &&
    'recent' in state &&
    Array.isArray(state.recent)
  );
}
