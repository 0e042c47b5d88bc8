import type { Vehicle } from '../../vehicles/vehicles.graphql.js';
import type { NothingToShow, Offer, Offers } from '../offers.graphql.js';

/**
 * The fields of a car as GraphQL's `Vehicle` has them, but for those worked out on demand (`priceHistory`, `jsonLd`,
 * `daysInStock`). Named one by one, as what is in memory knows more than anybody is to be told.
 */
function vehicleJson(vehicle: Vehicle) {
  const { id, stockNumber, vin, title, make, model, trim, modelYear, bodyStyle, fuelType } = vehicle;
  const { transmission, condition, colour, mileageKm, price, msrp, imageUrl, state, dealer } = vehicle;
  const { inStockSince, firstSeenAt, updatedAt } = vehicle;
  return {
    ...{
      id,
      stockNumber,
      vin,
      title,
      make,
      model,
      trim,
      modelYear,
      bodyStyle,
      fuelType,
      transmission,
      condition,
    },
    ...{ colour, mileageKm, price, msrp, imageUrl, state, inStockSince, firstSeenAt, updatedAt },
    dealer: dealerJson(dealer),
  };
}

function dealerJson({ ...dealer }: Vehicle['dealer']) {
  return dealer;
}

function offerJson({ vehicle, ...offer }: Offer) {
  return { ...offer, vehicle: vehicleJson(vehicle) };
}

/** The answer as JSON: GraphQL's, field by field and under the same names, `__typename` saying which of the two it is. */
export function offersJson(answer: Offers | NothingToShow): object {
  const { personalised, impersonalReason } = answer;
  if (!('items' in answer)) {
    const { step, reason, eliminated } = answer;
    return { __typename: 'NothingToShow', step, reason, personalised, impersonalReason, eliminated };
  }
  const { decisionId, placement, decidedAt, model, items } = answer;
  const head = {
    __typename: 'Offers',
    decisionId,
    placement,
    decidedAt,
    model,
    personalised,
    impersonalReason,
  };
  return { ...head, items: items.map(offerJson) };
}
