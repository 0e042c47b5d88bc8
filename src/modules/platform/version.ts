import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const manifest = manifestAbove(dirname(fileURLToPath(import.meta.url)));

/** Version of this program, from the nearest package.json above: sources and build lie at different depths. */
export const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;

/** The folder this program is installed in: what is not part of the build stands there. */
export const home = dirname(manifest);

function manifestAbove(folder: string): string {
  const path = join(folder, 'package.json');
  if (existsSync(path) || dirname(folder) === folder) return path;
  return manifestAbove(dirname(folder));
}
