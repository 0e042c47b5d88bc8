import type { z } from 'zod';

const lengths = 'Write weeks, days, hours, minutes or seconds: P14D, P2W, PT36H. Months and years vary in length; use days.'; // prettier-ignore
const whens = 'Give one of within and longerAgoThan, during, or from and before; to ask for several, list conditions in all.'; // prettier-ignore

/** What mends each fault that the schemas of a rule tell of in words of their own. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/^is not a length of time/, lengths],
  [/^goes only with event CUSTOM/, 'Drop name, or set event to CUSTOM.'],
  [/^goes only without event/, 'Put every kind meant into anyOf, or keep event alone.'],
  [/^goes only without within/, whens],
  [/^from and before go only/, whens],
  [/^is not shorter than within/, 'Make longerAgoThan the shorter of the two.'],
  [/^is not later than from/, 'Put the earlier date into from, the later into before.'],
  [/^must be a date or an instant/, 'Write a day, 2026-11-26, or an instant with its offset, 2026-11-26T09:00:00Z.'],
  [/^must be a number, a date/, 'Write a number, a day, 2026-11-26, or an instant with its offset, 2026-11-26T09:00:00Z.'],
  [/^says when by itself/, 'Drop the period: agoAtLeast and agoAtMost say when.'],
  [/^goes only without/, 'Keep one of times, sum, average, distinct, every, first and newest; to ask for two, list conditions in all.'],
  [/^needs within, and nothing/, 'Give within, a whole number of periods long, and drop what else says when.'],
  [/^within is not a whole number/, 'Make within a multiple of the period: P28D of P7D.'],
  [/^within is more than/, 'Make the period longer or within shorter.'],
  [/^there is no step before/, 'Drop soon from the first step; it is told from the step before.'],
  [/^needs at least two steps/, 'Add a step, or use did for a single one.'],
  [/^needs a condition/, 'Say what is asked of it: { name: "city", is: "Leeds" }.'],
  [/^needs at least one condition/, 'Name a make, a body style or another fact, or drop where.'],
  [/^needs agoAtLeast/, 'Write { agoAtLeast: "P30D" }, { agoAtMost: "P7D" } or both.'],
  [/^needs atLeast/, 'Write { atLeast: 3 }, { atMost: 2 } or both, the smaller first.'],
  [/^atLeast is larger/, 'Write { atLeast: 3 }, { atMost: 2 } or both, the smaller first.'],
  [/^needs aipl or journey/, 'Give the stages of one of the two; to ask for both, list two conditions in all or any.'],
  [/^is not more than from/, 'Give a part of 0 to 100: from 0 to below 50 is one half.'],
  [/^must be the id of a segment/, 'Take the id from segments.'],
  [/^must be the id of a list/, 'Take the id from audienceLists.'],
  [/^is not something a shopper does/, 'Choose another EventType; Carousel writes this one itself.'],
  [/^must not be empty/, 'Give at least one character that is no blank.'],
  [/^must name at least one/, 'Name at least one, or drop the field.'],
  [/^must be text, a number or true/, 'Write a text, a number, true or false.'],
]; // prettier-ignore

/** How to mend what a schema found. */
export function remedyFor(issue: z.core.$ZodIssue, path: string): string {
  const known = remedies.find(([message]) => message.test(issue.message));
  if (known) return known[1];
  if (/\.(event|anyOf\[\d+\])$/.test(path))
    return 'Choose an EventType; for a name of your own use CUSTOM with name.';
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Remove ${issue.keys.join(', ')}.`;
    case 'too_small':
      return issue.inclusive === false
        ? `Give more than ${String(issue.minimum)}.`
        : `Give ${String(issue.minimum)} or more.`;
    case 'too_big':
      return issue.inclusive === false
        ? `Give less than ${String(issue.maximum)}.`
        : `Give ${String(issue.maximum)} or less.`;
    case 'invalid_value':
      return `Choose from ${issue.values.map(String).join(', ')}.`;
    case 'custom':
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_key':
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
      return 'Correct the value; RuleInput in the schema describes each field.';
  }
}
