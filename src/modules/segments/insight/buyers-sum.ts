import type { BuyersAnswer, DeedCounts } from '../../../models/segment/shard-answer.js';
import type { AnswerPart } from '../questions/answered.js';

/** What buyers did before, and everybody does. */
export type BuyersSum = Pick<BuyersAnswer, 'people' | 'buyers' | 'deeds'>;

/** Adds up what shards counted of buyers. Models are the same however they are written. */
export function sumOfBuyers(parts: readonly AnswerPart<BuyersAnswer>[]): BuyersSum {
  const answers = parts.map(({ answer }) => answer);
  const deeds = new Map<string, DeedCounts>();
  for (const deed of answers.flatMap((answer) => answer.deeds)) {
    const key = keyOf(deed);
    const known = deeds.get(key);
    deeds.set(key, known ? { ...known, buyers: plus(known.buyers, deed.buyers), everybody: plus(known.everybody, deed.everybody) } : deed); // prettier-ignore
  }
  return {
    people: answers.reduce((sum, { people }) => sum + people, 0),
    buyers: answers.reduce((sum, { buyers }) => sum + buyers, 0),
    deeds: [...deeds.values()],
  };
}

function keyOf({ type, bodyStyle, model }: DeedCounts): string {
  if (model === null) return JSON.stringify([type, bodyStyle]);
  return JSON.stringify([type, 'with', (model.make ?? '').toLowerCase(), model.name.toLowerCase()]);
}

function plus(one: DeedCounts['buyers'], other: DeedCounts['buyers']): DeedCounts['buyers'] {
  return [one[0] + other[0], one[1] + other[1], one[2] + other[2], one[3] + other[3]];
}
