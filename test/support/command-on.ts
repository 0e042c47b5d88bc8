import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { testDataKeys } from './data-keys.js';
import type { Story } from './story.js';

/** What one of our commands says of a story's demo tenant, such as `audit-segments`. */
export async function commandOn(story: Story, command: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [`dist/programs/${command}.js`, '--tenant', 'demo'],
    {
      env: {
        ...process.env,
        DATABASE_URL: story.database.url,
        SECRET: 'a-secret-for-tests-which-is-long-enough',
        DATA_KEYS: testDataKeys,
        LOG_LEVEL: 'error',
      },
    },
  );
  return stdout;
}
