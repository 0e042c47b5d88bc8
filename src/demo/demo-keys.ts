import { z } from 'zod';

/** The demo tenant's keys, one a role. Kept in `.data/demo-keys.json`, so that a later start can show them again. */
export const demoKeysSchema = z.object({
  admin: z.string(),
  marketer: z.string(),
  storefront: z.string(),
  collector: z.string(),
});
export type DemoKeys = z.infer<typeof demoKeysSchema>;
