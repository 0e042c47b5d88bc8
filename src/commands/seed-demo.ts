import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { DemoModule } from '../demo/demo.module.js';
import { DemoService } from '../demo/demo.service.js';
import { readConfig } from '../modules/platform/config.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { demoKeysFile, readDemoKeys } from './data-folder.js';

/**
 * `seed-demo <keys file>`: loads the demo tenant once, into a database without tenants or with the demo begun. The
 * keys are written to the file, which only its owner may read. A database with tenants of its own is left alone.
 */
async function seed(keysFile: string): Promise<void> {
  await migrate(readConfig());
  const app = await NestFactory.createApplicationContext(DemoModule.over(AppModule), {
    logger: false,
    abortOnError: false,
  });
  try {
    const keys = await app
      .get(DemoService)
      .load(readDemoKeys(keysFile), (line) => process.stdout.write(`  ${line}\n`));
    if (keys) writeFileSync(keysFile, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  } finally {
    await app.close();
  }
}

try {
  await seed(process.argv[2] ?? demoKeysFile);
  process.exit(0);
} catch (fault) {
  process.stderr.write(`${sentenceFor(fault)}\n`);
  process.exit(1);
}
