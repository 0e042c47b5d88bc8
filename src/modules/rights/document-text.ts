import type { PersonalRecord } from '../../models/rights/personal-data.js';

/** Some 250 KB of JSON a part. */
const partLength = 250_000;

/**
 * Records as one JSON text in parts: `{"about": …, "<section>": [ … ], …}`. Pure but for what it reads; a person's whole
 * history never lies in memory at once. Records of a section must come together.
 */
export async function* documentText(
  about: Readonly<Record<string, unknown>>,
  records: AsyncIterable<PersonalRecord>,
): AsyncGenerator<string> {
  let text = `{"about":${JSON.stringify(about)}`;
  let section: string | null = null;
  for await (const one of records) {
    const opening = section === null ? '' : ']';
    text += one.section === section ? ',\n' : `${opening},\n${JSON.stringify(one.section)}:[`;
    section = one.section;
    text += JSON.stringify(one.record);
    if (text.length < partLength) continue;
    yield text;
    text = '';
  }
  yield `${text}${section === null ? '' : ']'}}\n`;
}
