import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Version of this program, from the nearest package.json above: sources and build lie at different depths. */
export const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(manifestAbove(dirname(fileURLToPath(import.meta.url))), 'utf8'))).version;

function manifestAbove(folder: string): string {
  const path = join(folder, 'package.json');
  if (existsSync(path) || dirname(folder) === folder) return path;
  return manifestAbove(dirname(folder));
}
