/** Every fault `profiles` raises. */
export const profileErrors = {
  /** A look-up named nobody, or named them twice. */
  mention: 'PROFILE_MENTION',
  /** A household's id that is none. */
  household: 'HOUSEHOLD',
} as const;
