/** Every fault `profiles` raises. */
export const profileErrors = {
  /** A look-up named nobody, or named them twice. */
  mention: 'PROFILE_MENTION',
} as const;
