/** Money as the API writes it: a decimal text, and a currency of ISO 4217. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** The car of an offer; the API tells more of it than is named here. */
export interface OfferedVehicle {
  readonly id: string;
  readonly title: string;
  readonly make: string;
  readonly model: string;
  readonly trim: string | null;
  readonly modelYear: number;
  readonly bodyStyle: string;
  readonly fuelType: string;
  readonly condition: string;
  readonly colour: string | null;
  readonly mileageKm: number;
  readonly price: Money;
  readonly imageUrl: string | null;
  readonly dealer: { readonly id: string; readonly name: string; readonly city: string };
}

/** One car with one way of saying it. */
export interface Offer {
  /** 1 is the first. */
  readonly position: number;
  readonly vehicle: OfferedVehicle;
  readonly creative: {
    readonly headline: string;
    readonly body: string;
    readonly callToAction: { readonly label: string; readonly url: string };
    readonly imageUrl: string | null;
    /** What the law asks to be shown beside it; null where nothing is asked. */
    readonly disclosure: string | null;
  };
  readonly price: Money;
  /** Why this viewer sees it, in sentences. */
  readonly reasons: readonly string[];
  readonly trackingToken: string;
}

/** What to show. Always an answer: `items` is empty where there is nothing, and `reason` says why. */
export interface OfferList {
  readonly decisionId: string | null;
  /** Whether what is known of the viewer was taken into account. */
  readonly personalised: boolean;
  /** Why it was not: UNKNOWN_VIEWER, PERSONALISATION_DENIED, GLOBAL_PRIVACY_CONTROL; null where it was, or nothing came. */
  readonly impersonalReason: string | null;
  readonly items: readonly Offer[];
  /** Why there is nothing, in words; null where there are offers. */
  readonly reason: string | null;
}

/** What stands for an answer that did not come. */
export function nothing(reason: string): OfferList {
  return { decisionId: null, personalised: false, impersonalReason: null, items: [], reason };
}

function isOffer(value: unknown): value is Offer {
  return typeof value === 'object' && value !== null && 'trackingToken' in value && 'creative' in value && 'vehicle' in value; // prettier-ignore
}

/** The answer of `GET /v1/offers`, or nothing where it is something else. */
export function readAnswer(json: unknown): OfferList {
  if (typeof json !== 'object' || json === null) return nothing('The answer is no offers.');
  const said = new Map<string, unknown>(Object.entries(json));
  const text = (name: string) => {
    const value = said.get(name);
    return typeof value === 'string' ? value : null;
  };
  const items = said.get('items');
  const offers = Array.isArray(items) ? items.filter(isOffer) : [];
  return {
    decisionId: text('decisionId'),
    personalised: said.get('personalised') === true,
    impersonalReason: text('impersonalReason'),
    items: offers,
    reason: offers.length > 0 ? null : (text('reason') ?? text('detail') ?? 'There is nothing to show.'),
  };
}
