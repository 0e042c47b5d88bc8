/** A text as words to be found by: small letters without accents, parted at whatever is neither letter nor digit. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** What is searched through for words; names written with marks are found without them too: `F-150` by `f150`. */
export function searchable(texts: readonly string[]): string {
  const words = texts.map(wordsOf);
  const joined = words.filter(({ length }) => length > 1).map((parts) => parts.join(''));
  return ` ${[...words.flat(), ...joined].join(' ')}`;
}

/** Where a word begins as what was typed. Chinese is written without gaps, so there it may stand anywhere. */
export function needleOf(word: string): string {
  return /\p{Script=Han}/u.test(word) ? word : ` ${word}`;
}
