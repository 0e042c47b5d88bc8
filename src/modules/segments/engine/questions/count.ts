import type { AudienceQuestion } from '../../../../models/segment/audience-question.js';
import type { Everybody } from '../everybody.js';
import { alike, behaviour, likest } from './likeness.js';
import { buyers } from './buyers.js';
import { profile } from './profile.js';
import { reach } from './reach.js';
import { reaches } from './reaches.js';
import type { Counting } from './told.js';

/** Where every event is looked at, people take so many times as long as where rules are asked: fewer are looked at in one go. */
const longer = 8;

/**
 * Answers a question about everybody.
 * @param most people looked at by rules alone before others get their turn
 */
export function count(question: AudienceQuestion, everybody: Everybody, now: number, most: number): Counting {
  switch (question.kind) {
    case 'reach':
      return reach(question.rule, everybody, now, most);
    case 'reaches':
      return reaches(question.rules, everybody, now, most);
    case 'behaviour':
      return behaviour(question.seed, everybody, now, most);
    case 'alike':
      return alike(question, everybody, now, most);
    case 'likest':
      return likest(question, everybody, now, most);
    case 'profile':
      return profile(question, everybody, now, Math.ceil(most / longer));
    case 'buyers':
      return buyers(everybody, now, Math.ceil(most / longer));
  }
}
