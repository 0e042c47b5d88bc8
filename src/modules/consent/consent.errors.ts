/** Every fault `consent` raises. */
export const consentErrors = {
  /** A policy that cannot be kept: a category named twice or not at all, a version without a name. */
  policy: 'CONSENT_POLICY',
} as const;
