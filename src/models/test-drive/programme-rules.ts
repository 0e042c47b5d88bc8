import { z } from 'zod';

const car = z.object({ make: z.string(), model: z.string() });

/** A make and a model, however they are spelled. */
export type ModelName = Readonly<z.infer<typeof car>>;

/**
 * What a programme of test drives goes by, whole: a version of it is never altered, so that a booking keeps the rules it was made
 * under. Amounts are decimal texts in the programme's one currency.
 */
export const programmeRulesSchema = z.object({
  /** ISO 4217, of the deposit, the fees and the discount. */
  currency: z.string(),
  /** Dealers whose demonstrators are the fleet, and where they are fetched and brought back. */
  centres: z.array(
    z.object({
      dealerId: z.uuid(),
      /** Whoever drives opens a key box by a code; else somebody hands the key over, and no key box is given it. */
      isSelfService: z.boolean(),
      /** Day and night; else when the dealer has its cars driven. */
      isAlwaysOpen: z.boolean(),
    }),
  ),
  /** What may be driven; none named: all of the fleet. */
  models: z.array(car),
  minDays: z.number(),
  maxDays: z.number(),
  /** Cars are fetched at whole steps of these within the opening hours. */
  pickUpEveryMinutes: z.number(),
  /** Between two drives of one car. */
  turnaroundMinutes: z.number(),
  /** The least time between booking and setting off. */
  noticeMinutes: z.number(),
  /** The most days between booking and setting off. */
  horizonDays: z.number(),
  /** Held by the tenant's payment system; a booking lapses after these minutes when it was not. */
  deposit: z.object({ amount: z.string(), holdMinutes: z.number() }).nullable(),
  /** Whether an identity is checked before the key is released, and how many days a check is good; null: for its own drive only. */
  identity: z.object({ goodForDays: z.number().nullable() }).nullable(),
  /** `window`: ISO 8601; null: for ever. */
  limits: z.object({
    oncePerModel: z.boolean(),
    perPerson: z.number().nullable(),
    window: z.string().nullable(),
  }),
  fee: z.object({
    standard: z.string(),
    byBand: z.array(z.object({ partner: z.string(), band: z.string(), amount: z.string() })),
  }),
  /** For who drove and then buys: of the model driven where no other is named. */
  discount: z
    .object({
      percent: z.string().nullable(),
      amount: z.string().nullable(),
      validDays: z.number(),
      models: z.array(car),
    })
    .nullable(),
});
export type ProgrammeRules = Readonly<z.infer<typeof programmeRulesSchema>>;
