import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { ViewerState } from '../../models/decision/viewer-state.js';

/** Why an answer takes nothing of the viewer into account but the page they are on. */
export const impersonalReasons = [
  'UNKNOWN_VIEWER',
  'PERSONALISATION_DENIED',
  'GLOBAL_PRIVACY_CONTROL',
  'VIEWER_STORE_AWAY',
] as const;
export type ImpersonalReason = (typeof impersonalReasons)[number];

/**
 * Why what is known of a viewer may not be used, or null when it may.
 *
 * @param allows whether the viewer allows personalisation, by what they said or by their silence
 * @param isPrivate whether their browser asks for Global Privacy Control
 */
export function whyImpersonal(
  viewer: ViewerState | null,
  { gpcDenies }: Pick<ConsentPolicy, 'gpcDenies'>,
  allows: boolean,
  isPrivate: boolean,
): ImpersonalReason | null {
  if (isPrivate && gpcDenies.includes('PERSONALISATION')) return 'GLOBAL_PRIVACY_CONTROL';
  if (!viewer) return 'UNKNOWN_VIEWER';
  return allows ? null : 'PERSONALISATION_DENIED';
}
