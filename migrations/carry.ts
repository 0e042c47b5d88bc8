import type { QueryRunner } from 'typeorm';
import { z } from 'zod';
import { readConfig } from '../src/modules/platform/config.js';
import { KeyRing } from '../src/modules/platform/sealing/key-ring.js';

/** Rows held in memory at once. */
const stride = 2_000;

/**
 * Takes rows into a new form within a migration, some at a time: `change` gets them as `select` finds them, and does not
 * meet again what it wrote.
 */
export async function carry<Row>(
  runner: QueryRunner,
  select: string,
  row: z.ZodType<Row>,
  change: (rows: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  await runner.query(`declare carried no scroll cursor for ${select}`);
  for (;;) {
    const rows = z.array(row).parse(await runner.query(`fetch ${stride} from carried`));
    if (rows.length === 0) break;
    await change(rows);
  }
  await runner.query('close carried');
}

/** The keys of this installation. Only a database with personal data in it needs them to be migrated. */
export function keyRing(): KeyRing {
  return new KeyRing(readConfig().dataKeys);
}
