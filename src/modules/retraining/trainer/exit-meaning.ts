/** How the training package ended. */
export interface TrainingExit {
  /** Null where a signal ended it. */
  readonly code: number | null;
  /** What ended it from here: its time was up, or this process is to end. Null where nothing did. */
  readonly endedBy: 'TIME' | 'SHUTDOWN' | null;
  /** The last line it wrote to its error output: where it refuses, why. */
  readonly lastWords: string;
}

/** Bounds of one training. */
export interface TrainingBounds {
  readonly minutes: number;
  readonly memoryMb: number;
}

/** Why there is no version, in words. */
export interface NoVersion {
  readonly state: 'NOT_POSSIBLE' | 'FAILED';
  readonly message: string;
}

/** Longest sentence of the trainer that is kept. */
const longestWords = 2_000;

/**
 * What an end means; null where it trained. Only what the trainer says on purpose is passed on (code 2: of columns and counts, never of a
 * person); anything else it wrote might be a row. The codes are those of bin/train.mjs.
 */
export function meaningOf({ code, endedBy, lastWords }: TrainingExit, bounds: TrainingBounds): NoVersion | null {
  if (endedBy === 'TIME') return failed(`Training took longer than ${bounds.minutes} minutes and was ended.`);
  switch (code) {
    case 0:
      return null;
    case 2:
      return notPossible(lastWords.slice(0, longestWords) || 'The trainer refused the leads.');
    case 3:
      return notPossible('The worker has no Python 3.10 to 3.13 on its path; install one with its venv module (Debian: python3 and python3-venv).');
    case 4:
      return notPossible('The Python environment could not be made in TRAINING_DIR: it takes the venv module (Debian: python3-venv), a folder that can be written, and a way to PyPI.');
    case 5:
      return failed(tooMuchMemory(bounds));
    case null:
      return failed(`The system ended it, most likely for want of memory; it may take ${bounds.memoryMb} MB.`);
    default:
      return failed(`The training package broke off (exit ${code}); \`npm run train -- own-leads\` on exported leads shows why.`);
  }
} // prettier-ignore

function tooMuchMemory({ memoryMb }: TrainingBounds): string {
  return `Training would have taken more than the ${memoryMb} MB it may have.`;
}

function notPossible(message: string): NoVersion {
  return { state: 'NOT_POSSIBLE', message };
}

function failed(message: string): NoVersion {
  return { state: 'FAILED', message };
}
