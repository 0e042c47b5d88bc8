import { AppError } from './app-error.js';
import { letGo, takeInHand } from './bodies-in-hand.js';

const half = 30 * 1024 * 1024;

describe('bodies in hand', () => {
  it('are refused beyond a bound, and taken again once others are let go', () => {
    const first = {};
    takeInHand(first, half);
    expect(() => takeInHand({}, half)).toThrow(AppError);
    letGo(first);
    letGo(first);
    const second = {};
    takeInHand(second, half);
    letGo(second);
  });

  it('are never so large that none would be taken', () => {
    const only = {};
    takeInHand(only, 10 * half);
    letGo(only);
  });

  it('do not count where the sender is gone', () => {
    const gone = {};
    letGo(gone);
    takeInHand(gone, 2 * half);
    const next = {};
    takeInHand(next, half);
    letGo(next);
  });
});
