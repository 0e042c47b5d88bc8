/** How an input is spoken of: `vehicles viewed in 14 days`. */
export interface InputWords {
  readonly noun: string;
  /** `COUNT`: how many. `AMOUNT`: how much. `SHARE`: of 1, told in per cent. `YES`: 1 where it is so, else 0. `WORD`: one of a few. */
  readonly kind: 'COUNT' | 'AMOUNT' | 'SHARE' | 'YES' | 'WORD';
}

const count = (noun: string): InputWords => ({ noun, kind: 'COUNT' });
const amount = (noun: string): InputWords => ({ noun, kind: 'AMOUNT' });
const share = (noun: string): InputWords => ({ noun, kind: 'SHARE' });
const word = (noun: string): InputWords => ({ noun, kind: 'WORD' });
const yes = (noun: string): InputWords => ({ noun, kind: 'YES' });

/** What leads are scored on. */
export const leadWords: Readonly<Record<string, InputWords>> = {
  vehicleViews14d: count('vehicles viewed in 14 days'),
  viewsChange7d: amount('growth of views from one week to the next'),
  distinctModels30d: count('models viewed in 30 days'),
  modelFocus30d: share('part of views that went to one model'),
  priceSpread30d: share('spread of the prices viewed'),
  vehiclesSaved30d: count('vehicles saved in 30 days'),
  comparisons30d: count('comparisons in 30 days'),
  configurations30d: count('configurations in 30 days'),
  paymentEstimates14d: count('payment estimates in 14 days'),
  showroomVisits30d: count('showroom visits in 30 days'),
  testDrivesBooked30d: count('test drives booked in 30 days'),
  testDrivesTaken60d: count('test drives taken in 60 days'),
  enquiries30d: count('enquiries in 30 days'),
  offersClicked14d: count('offers clicked in 14 days'),
  activeDays30d: count('active days in 30 days'),
  daysSinceActivity: count('days since they last did something'),
  daysSinceFirstSeen: count('days since they were first seen'),
  tradeIn: yes('a trade-in'),
  phoneGiven: yes('a telephone number'),
};

/** What offers are scored on. */
export const offerWords: Readonly<Record<string, InputWords>> = {
  bodyStyle: word('body style'),
  fuelType: word('fuel'),
  condition: word('condition'),
  price: amount('price'),
  age: amount('age in years'),
  mileage: amount('mileage in kilometres'),
  angle: word('angle of the creative'),
  hour: word('hour of the day in UTC'),
  touchesKnown: count('vehicles known of the viewer'),
  newest: amount('time in days since the viewer last touched a vehicle'),
  bodyShare: share('part of the viewer’s interest in that body style'),
  fuelShare: share('part of the viewer’s interest in that fuel'),
  conditionShare: share('part of the viewer’s interest in that condition'),
  makeShare: share('part of the viewer’s interest in that make'),
  modelShare: share('part of the viewer’s interest in that model'),
  metBefore: yes('a vehicle the viewer touched before'),
};
