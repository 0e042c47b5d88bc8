import type { Deed } from '../../../models/segment/deed.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { SequenceRule } from '../../../models/segment/sequence.js';
import { factWords } from './english-facts.js';
import { countedWords, durationWords, frequency, listWords, number, periodWords, rangeWords, vehiclePhrase } from './english-parts.js'; // prettier-ignore
import { phrases, quantity, stageWords, things } from './english-words.js';
import { said, type Tongue } from './tongue.js';

/** Rules in readable English. */
export const english: Tongue = {
  all: (parts) => parts.join(', and '),
  any: (parts) => parts.join(', or '),
  inBrackets: (part) => `(${part})`,
  not: (part) => `not ${part}`,
  did: didWords,
  didNot: (did) =>
    did.times?.atMost === 0 ? didWords({ ...did, times: undefined }) : notWords(didWords(did)),
  sequence: sequenceWords,
  trait: factWords,
  near: ({ dealer, withinKm }) => `lives within ${number(withinKm)} km of dealer ${dealer}`,
  member: (name) => `in the segment “${name}”`,
  listed: (name) => `on the list “${name}”`,
  stage: ({ aipl, journey }) =>
    aipl
      ? `at the stage of ${listWords(aipl.map((stage) => stageWords[stage])) ?? ''}`
      : `at the stage of ${listWords(journey?.map((stage) => stageWords[stage])) ?? ''} on the way to a car`,
  lead: ({ grade, status, within }) =>
    status
      ? said(`with a lead moved to ${listWords(status) ?? ''}`, within && periodWords({ within })).join(' ')
      : said(`with a lead of grade ${listWords(grade) ?? ''}`, within && `scored ${periodWords({ within })}`).join(' '), // prettier-ignore
  share: ({ salt, from, below }) => `in the share from ${from}% to ${below}% drawn by “${salt}”`,
  unreadable: 'This rule cannot be read by this version of Carousel.',
};

/** Its opposite: “not viewed …”, and what does not go with that in words that do. */
function notWords(deed: string): string {
  if (deed.startsWith('never ')) return `not (${deed})`;
  if (deed.startsWith('did ')) return `did not do ${deed.slice('did '.length)}`;
  if (deed.startsWith('was ')) return `was not ${deed.slice('was '.length)}`;
  return deed.startsWith('drives ') ? `does not drive ${deed.slice('drives '.length)}` : `not ${deed}`;
}

/** One condition in words: the deed, how often or how much, within what time. */
function didWords(did: DidRule): string {
  const { times, sum, average, distinct, every, first, newest } = did;
  const deed = deedWords(did);
  const when = periodWords(did);
  if (sum) return `${said(deed, when).join(' ')}, ${quantity(sum.of)} adding up to ${rangeWords(sum)}`;
  if (average) return `${said(deed, when).join(' ')}, ${quantity(average.of)} ${rangeWords(average)} on average`; // prettier-ignore
  if (distinct?.atMost === 0) return [said('never', deed, when).join(' '), ...(distinct.of === 'day' ? [] : [`with any known ${things(distinct.of)}`])].join(', '); // prettier-ignore
  if (distinct) return `${said(deed, when).join(' ')}, ${distinct.of === 'day' ? 'on' : 'with'} ${rangeWords(distinct)} different ${things(distinct.of)}`; // prettier-ignore
  if (every) {
    const often = every.atMost === 0 ? ['never', deed] : [deed, frequency(every)];
    return [...often, `in every ${durationWords(every.period)} of the last ${durationWords(did.within ?? '')}`].join(' '); // prettier-ignore
  }
  if (first) return `first ${deed} ${agoWords(first)}`;
  if (newest) return `last ${deed} ${agoWords(newest)}`;
  if (times?.atMost === 0) return said('never', deed, when).join(' ');
  return said(deed, frequency(times ?? {}), when).join(' ');
}

function agoWords({ agoAtLeast, agoAtMost }: NonNullable<DidRule['first']>): string {
  return periodWords({ within: agoAtMost, longerAgoThan: agoAtLeast });
}

/** What was done, to what, and what it said. */
function deedWords({ event, anyOf, name, where, properties = [] }: Deed): string {
  const types = event === undefined ? anyOf : [event];
  const patterns = types?.map((type) => phrases[type]) ?? [{ alone: 'did anything', about: 'did anything with …' }]; // prettier-ignore
  const vehicle = where && vehiclePhrase(where);
  const words = patterns.map(({ alone, about }) =>
    vehicle === undefined ? alone : about.replace('…', () => vehicle),
  );
  const deed = listWords(words) ?? '';
  const named = name === undefined ? deed : deed.replace('something else', () => `“${name}”`);
  return properties.length === 0 ? named : `${named} (${properties.map(factWords).join(' and ')})`;
}

function sequenceWords({ steps, noneSince, ...period }: SequenceRule): string {
  const words = steps.map(({ soon, ...deed }, n) => {
    const after = soon === undefined ? '' : ` within ${countedWords(soon)}`;
    return n === 0 ? deedWords(deed) : `then${after} ${deedWords(deed)}`;
  });
  const when = periodWords(period);
  const since = noneSince && `and since then ${notWords(deedWords(noneSince))}`;
  return said(words.join(', '), when && `the last of it ${when}`, since).join(', ');
}
