import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where `npm run train` makes its Python environment. */
export const trainingDir = resolve('.data', 'training-venv');

/** Whether it is made, with the packages of now: tests do not make it, as they need no Python. `npm run train:test` does. */
export function canTrain(): boolean {
  const stamp = resolve(trainingDir, 'requirements.txt');
  const wanted = readFileSync(resolve('ml-artifacts', 'training', 'requirements.txt'), 'utf8');
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
}
