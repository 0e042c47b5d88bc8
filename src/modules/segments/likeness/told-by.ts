import type { EventType } from '../../../models/event/event-type.js';
import type { Deed } from '../../../models/segment/deed.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { Rule } from '../../../models/segment/rule.js';
import { isLooking } from '../../../models/decision/is-looking.js';
import { leavesBehind, type Known } from '../leaves-behind.js';
import { isOfType } from '../meaning/deed-fits.js';
import { allEvents, allLooks, countedTypes, lately, placeOfDeed, placesOfLooks, type CarFact } from './dimensions.js'; // prettier-ignore
import { nothingLeftOut, type LeftOut } from './left-out.js';

const carFacts: readonly CarFact[] = ['bodyStyle', 'fuelType', 'condition', 'price'];

/**
 * What people who are told by a rule must not be known by, as else the rule would be found again instead of who is like
 * them: everything that an event adds to which the rule asks for, or asks to be missing, in whatever it refers to.
 *
 * - The deeds themselves, and what a car must be, with all kinds it could be instead: shares come to one together, so any
 *   of them would tell the rest.
 * - How much somebody did in all, and how lately. Each deed counts in these too: beside the other deeds the first
 *   tells the one that is left out, and a rule about the last week is told by the second alone.
 * - Where one looks at cars by such a deed, the number of looks likewise, and what the shares of all kinds come to, which grows
 *   with it. How they are mixed still counts: what somebody looks at is not how often they do.
 *
 * A make or model stays: those who look at other such cars are who is wanted.
 */
export function toldBy(rule: Rule, around: Known): LeftOut {
  const deeds = [...leavesBehind([rule], around)].flatMap(deedsOf);
  const types = countedTypes.filter((type) => deeds.some((deed) => isToldBy(deed, type)));
  if (types.length === 0) return nothingLeftOut;
  const looks = types.filter(isLooking);
  const asked = deeds.filter((deed) => looks.some((type) => isOfType(deed, type)));
  const facts = carFacts.filter((fact) => asked.some((deed) => asksFor(deed, fact)));
  return {
    places: [
      ...types.flatMap((type) => placeOfDeed(type) ?? []),
      ...facts.flatMap(placesOfLooks),
      ...(looks.length > 0 ? [allLooks] : []),
      ...[allEvents, lately],
    ],
    amounts: looks.length > 0 ? carFacts.filter((fact) => !facts.includes(fact)).map(placesOfLooks) : [],
  };
}

/** A deed, and which of a car's facts are added up or counted. */
type AskedDeed = Deed & Pick<DidRule, 'sum' | 'average' | 'distinct'>;

function deedsOf(leaf: Rule): AskedDeed[] {
  if ('did' in leaf) return [leaf.did];
  if (!('sequence' in leaf)) return [];
  const { steps, noneSince } = leaf.sequence;
  return [...steps, ...(noneSince ? [noneSince] : [])];
}

/** Who had a lead graded or moved has submitted one. */
function isToldBy(deed: Deed, type: EventType): boolean {
  return (
    isOfType(deed, type) ||
    (type === 'LEAD_SUBMITTED' && (isOfType(deed, 'LEAD_GRADED') || isOfType(deed, 'LEAD_MOVED')))
  );
}

function asksFor({ where, sum, average, distinct }: AskedDeed, fact: CarFact): boolean {
  return (
    where?.[fact] !== undefined || [sum, average, distinct].some((asked) => asked?.of === `vehicle.${fact}`)
  );
}
