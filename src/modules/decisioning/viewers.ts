import { Injectable } from '@nestjs/common';
import type { ViewerState } from '../../models/decision/viewer-state.js';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';
import { decisioningError } from './decisioning.errors.js';

/** By which names a storefront asks for a viewer. */
export interface ViewerName {
  readonly anonymousId?: string | null | undefined;
  readonly userId?: string | null | undefined;
}

/** Reads what is known of a viewer: one read, of the person when they are signed in, else of the browser. */
@Injectable()
export class Viewers {
  constructor(private readonly store: ViewerStore) {}

  /**
   * Null for a viewer never seen.
   * @throws AppError VIEWER_REQUIRED
   */
  async read(tenantId: string, { anonymousId, userId }: ViewerName): Promise<ViewerState | null> {
    if (!anonymousId && !userId)
      throw decisioningError('VIEWER_REQUIRED', 'viewer names nobody; give an anonymousId or a userId.');
    const known = userId ? await this.store.read(tenantId, `userId:${userId}`) : null;
    if (known) return readState(known);
    // A person who signed in a moment ago may be known only by their browser yet.
    const bytes = anonymousId ? await this.store.read(tenantId, `anonymousId:${anonymousId}`) : null;
    return bytes && readState(bytes);
  }
}

/** What we published ourselves is looked at, not parsed anew: this runs at every request. */
function readState(bytes: Buffer): ViewerState | null {
  const state: unknown = JSON.parse(bytes.toString());
  return isViewerState(state) ? state : null;
}

function isViewerState(state: unknown): state is ViewerState {
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
