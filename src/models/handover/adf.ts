/** What a prospect wants with a car. */
export const adfInterests = ['buy', 'lease', 'sell', 'trade-in', 'test-drive'] as const;
/** One of them, as ADF 1.0 spells it. */
export type AdfInterest = (typeof adfInterests)[number];

/** Which part of a person's or a company's name a name is. */
export const adfNameParts = ['first', 'middle', 'last', 'suffix', 'full'] as const;
/** One of them. */
export type AdfNamePart = (typeof adfNameParts)[number];

/** What kind of price is told. */
export const adfPriceTypes = ['quote', 'offer', 'msrp', 'invoice', 'call', 'appraisal', 'asking'] as const;
/** One of them. */
export type AdfPriceType = (typeof adfPriceTypes)[number];

/** What somebody means to pay: `total`, a `monthly` payment or a `downpayment`. */
export const adfAmountTypes = ['downpayment', 'monthly', 'total'] as const;
/** One of them. */
export type AdfAmountType = (typeof adfAmountTypes)[number];

/** Whether an amount is the most, the least, or exact. */
export const adfLimits = ['maximum', 'minimum', 'exact'] as const;
/** One of them. */
export type AdfLimit = (typeof adfLimits)[number];

/** By which kind of telephone somebody is reached. */
export const adfPhoneTypes = ['voice', 'fax', 'cellphone', 'pager'] as const;
/** One of them. */
export type AdfPhoneType = (typeof adfPhoneTypes)[number];

/** In what state a used car is. */
export const adfConditions = ['excellent', 'good', 'fair', 'poor', 'unknown'] as const;
/** One of them. */
export type AdfCondition = (typeof adfConditions)[number];

/** What a thing is called by one system. */
export interface AdfId {
  readonly value: string;
  /** The system; null where it does not say. */
  readonly source: string | null;
}

/** One part of a name. */
export interface AdfName {
  readonly part: AdfNamePart;
  readonly value: string;
}

/** One telephone number. */
export interface AdfPhone {
  readonly value: string;
  readonly type: AdfPhoneType;
}

/** How somebody is reached. ADF asks for a name, and an e-mail address or a telephone number. */
export interface AdfContact {
  readonly names: readonly AdfName[];
  readonly email: string | null;
  readonly phones: readonly AdfPhone[];
  /** Null where nothing is known of where they live. */
  readonly address: AdfAddress | null;
}

/** Where somebody lives. */
export interface AdfAddress {
  readonly streets: readonly string[];
  readonly city: string | null;
  readonly regionCode: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

/** A sum of money as it is written: in major units, with an ISO 4217 currency where it is said. */
export interface AdfMoney {
  readonly value: string;
  readonly currency: string | null;
}

/** A colour somebody would like. */
export interface AdfColour {
  readonly interior: string | null;
  readonly exterior: string | null;
  /** 1 is liked best. */
  readonly preference: string;
}

/** How somebody means to pay. */
export interface AdfFinance {
  /** `cash`, `finance` or `lease`. */
  readonly method: string;
  readonly amounts: readonly (AdfMoney & { readonly type: AdfAmountType; readonly limit: AdfLimit })[];
}

/** A car a prospect talks about; empty texts where year, make or model are not said. */
export interface AdfVehicle {
  readonly interest: AdfInterest;
  readonly status: 'new' | 'used';
  readonly year: string;
  readonly make: string;
  readonly model: string;
  readonly vin: string | null;
  readonly stock: string | null;
  readonly trim: string | null;
  readonly bodyStyle: string | null;
  readonly transmission: string | null;
  readonly odometer: { readonly value: string; readonly units: 'km' | 'mi' | null } | null;
  readonly condition: AdfCondition | null;
  readonly colours: readonly AdfColour[];
  readonly price: (AdfMoney & { readonly type: AdfPriceType }) | null;
  readonly finance: AdfFinance | null;
  readonly comments: string | null;
}

/** One lead in the words of ADF 1.0 (Auto-lead Data Format), to be written or as it was read. */
export interface AdfProspect {
  readonly status: 'new' | 'resend';
  readonly ids: readonly AdfId[];
  /** ISO 8601 with its offset. */
  readonly requestDate: string;
  readonly vehicles: readonly AdfVehicle[];
  readonly customer: {
    readonly contact: AdfContact;
    /** When they want it, in words. */
    readonly timeframe: string | null;
    readonly comments: string | null;
  };
  /** The dealer who receives the lead. */
  readonly vendor: { readonly ids: readonly AdfId[]; readonly name: string; readonly contact: AdfContact };
  /** Who hands it over; null where nobody says so. */
  readonly provider: {
    readonly name: string;
    readonly service: string | null;
    readonly url: string | null;
  } | null;
}
