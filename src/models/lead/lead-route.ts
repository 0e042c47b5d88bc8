/** Why a dealer was chosen for a lead, or passed over. A closed set, so that it can be counted. */
export const routeReasons = [
  'ASKED_FOR',
  'HAS_THE_CAR',
  'HAD_THE_OTHER',
  'ONLY_DEALER',
  'HAS_THE_MODEL',
  'NEAR',
  'WAITED_LONGEST',
  'OTHER_MAKES',
  'AT_CAPACITY',
  'NOBODY_HAS_ROOM',
  'HAD_IT_BEFORE',
  'NOBODY_CAN',
  'TOO_LONG_AGO',
  'NOTHING_TO_GO_BY',
] as const;
/** One of them. */
export type RouteReasonCode = (typeof routeReasons)[number];

/** One reason, of one dealer where it is about one. */
export interface RouteReason {
  readonly code: RouteReasonCode;
  readonly dealerId: string | null;
  /** For people: `Stands 12 km away`. */
  readonly sentence: string;
}

/** What had a lead routed: it was made, a further hand named what to go by, somebody asked, or its dealer did not answer. */
export const routeCauses = ['MADE', 'JOINED', 'ASKED', 'OVERDUE'] as const;
/** One of them. */
export type RouteCause = (typeof routeCauses)[number];
