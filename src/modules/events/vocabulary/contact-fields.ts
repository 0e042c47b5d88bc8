/** Properties under which leads are told how to reach a person and what they want; `leads` reads them. */
export const contactFields = [
  'email',
  'phone',
  'name',
  'firstName',
  'lastName',
  'message',
  'interest',
] as const;
