import type { Deed } from '../../../models/segment/deed.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { SequenceRule } from '../../../models/segment/sequence.js';
import { countWords, durationWords, factWords, listWords, number, periodWords, rangeWords, vehiclePhrase } from './chinese-parts.js'; // prettier-ignore
import { aiplWords, journeyWords, phrases, quantity, thingNames, things } from './chinese-words.js';
import { said, type Tongue } from './tongue.js';

/** Rules in simplified Chinese. */
export const chinese: Tongue = {
  all: (parts) => parts.join('，且'),
  any: (parts) => parts.join('，或'),
  inBrackets: (part) => `（${part}）`,
  not: notWords,
  did: didWords,
  didNot: didNotWords,
  sequence: sequenceWords,
  trait: factWords,
  near: ({ dealer, withinKm }) => `居住在经销商${dealer}周边${number(withinKm)}公里内`,
  member: (name) => `属于人群“${name}”`,
  listed: (name) => `在名单“${name}”上`,
  stage: ({ aipl, journey }) =>
    aipl
      ? `处于${listWords(aipl.map((stage) => aiplWords[stage])) ?? ''}阶段`
      : `处于购车旅程的${listWords(journey?.map((stage) => journeyWords[stage])) ?? ''}阶段`,
  lead: ({ grade, status, within }) =>
    status
      ? `属于${within === undefined ? '' : periodWords({ within })}转为${listWords(status) ?? ''}的线索`
      : `属于${within === undefined ? '' : `${periodWords({ within })}评定的`}${listWords(grade) ?? ''}级线索`, // prettier-ignore
  share: ({ salt, from, below }) => `属于按“${salt}”随机分配的${from}%至${below}%人群`,
  unreadable: '此版本的Carousel无法读取该规则。',
};

/** Its opposite: “属于” turns into “不属于”, and what has no such word stands in brackets. */
function notWords(part: string): string {
  if (/^(属于|处于|居住在|在名单)/.test(part)) return `不${part}`;
  return part.startsWith('（') ? `不满足${part}` : `不满足（${part}）`;
}

/** That somebody did not do that. */
function didNotWords(did: DidRule): string {
  if (did.times?.atMost === 0) return didWords({ ...did, times: undefined });
  return isPlain(did) ? `${periodWords(did)}${noneWords(did)}` : notWords(didWords(did));
}

/** “没有下单”, “没有任何行为”. */
function noneWords(deed: Deed): string {
  return `没有${deedWords(deed).replace(/^有/, '')}`;
}

/** Whether nothing is asked but that it was done. */
function isPlain({ times, sum, average, distinct, every, first, newest }: DidRule): boolean {
  return [times, sum, average, distinct, every, first, newest].every((measure) => measure === undefined);
}

/** One condition in words: when, what was done, how often or how much. */
function didWords(did: DidRule): string {
  const { times, sum, average, distinct, every, first, newest } = did;
  const deed = deedWords(did);
  const when = periodWords(did);
  if (sum) return `${when}${deed}，${quantity(sum.of)}合计${rangeWords(sum)}`;
  if (average) return `${when}${deed}，${quantity(average.of)}平均${rangeWords(average)}`;
  if (distinct?.atMost === 0)
    return distinct.of === 'day'
      ? `${when}从未${deed}`
      : `${when}没有涉及已知${thingNames(distinct.of)}的${deed}`;
  if (distinct)
    return distinct.of === 'day'
      ? `${when}有${countWords(distinct, things('day'))}${deed}`
      : `${when}${deed}，涉及${countWords(distinct, things(distinct.of))}`;
  if (every) {
    const often = every.atMost === 0 ? `从未${deed}` : `${deed}${countWords(every, '次')}`;
    return `${when}每${durationWords(every.period)}都${often}`;
  }
  if (first) return `首次${deed}是在${periodWords({ within: first.agoAtMost, longerAgoThan: first.agoAtLeast })}`; // prettier-ignore
  if (newest) return `最近一次${deed}是在${periodWords({ within: newest.agoAtMost, longerAgoThan: newest.agoAtLeast })}`; // prettier-ignore
  if (times?.atMost === 0) return `${when}从未${deed}`;
  return `${when}${deed}${countWords(times ?? {}, '次')}`;
}

/** What was done, to what, and what it said. */
function deedWords({ event, anyOf, name, where, properties = [] }: Deed): string {
  const types = event === undefined ? anyOf : [event];
  const patterns = types?.map((type) => phrases[type]) ?? [
    { alone: '有任何行为', about: '有涉及…的任何行为' },
  ];
  const vehicle = where && vehiclePhrase(where);
  const words = patterns.map(({ alone, about }) =>
    vehicle === undefined ? alone : about.replace('…', () => vehicle),
  );
  const deed = listWords(words) ?? '';
  const named = name === undefined ? deed : deed.replace('其他事件', () => `“${name}”`);
  return properties.length === 0 ? named : `${named}（${properties.map(factWords).join('，')}）`;
}

function sequenceWords({ steps, noneSince, ...period }: SequenceRule): string {
  const words = steps.map(({ soon, ...deed }, n) => {
    if (n === 0) return `先${deedWords(deed)}`;
    return `${soon === undefined ? '' : `${durationWords(soon)}内`}再${deedWords(deed)}`;
  });
  const when = periodWords(period);
  return said(
    words.join('，'),
    when && `最后一步发生在${when}`,
    noneSince && `此后${noneWords(noneSince)}`,
  ).join('，');
}
