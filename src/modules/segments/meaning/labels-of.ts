import { bandOf } from './band-of.js';
import type { Fact } from './fact-answer.js';

/** Longest a label is. */
const mostLetters = 100;

/** Under which names a fact is counted, each once: numbers by their band, a list under each of its elements. */
export function labelsOf(fact: Fact): string[] {
  if (typeof fact === 'number') return [bandOf(fact)];
  if (typeof fact === 'boolean') return [String(fact)];
  const texts = typeof fact === 'string' ? [fact] : fact;
  return [...new Set(texts.map((text) => text.trim().slice(0, mostLetters)))].filter((text) => text !== '');
}
