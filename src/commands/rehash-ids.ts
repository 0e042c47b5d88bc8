import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { Config } from '../modules/platform/config.js';
import { PlatformModule } from '../modules/platform/platform.module.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { beginRehash, endRehash } from '../modules/platform/sealing/key-register.js';
import { KeyRing } from '../modules/platform/sealing/key-ring.js';
import { rehashAll } from '../modules/platform/sealing/rehash.js';
import { LimitStore } from '../modules/platform/limit-store/limit-store.js';
import { ViewerStore } from '../modules/platform/viewer-store/viewer-store.js';
import { ProgressLine } from './progress-line.js';

/**
 * `npm run keys:rehash`: makes the key that `DATA_KEYS` now names `lookup` the one by which people are found. Everything
 * else must stand still; nothing can start until it has ended. Cut short, it is run again. Viewer states are published
 * anew by the workers after, and limits filled again.
 */
async function rehashIds(): Promise<void> {
  const app = await NestFactory.createApplicationContext(PlatformModule, {
    logger: false,
    abortOnError: false,
  });
  try {
    const dataSource = app.get(DataSource);
    await beginRehash(dataSource);
    const line = new ProgressLine();
    const rehashed = await rehashAll(dataSource, app.get(KeyRing), (share, done) =>
      line.show(share, done, ''),
    );
    await app.get(ViewerStore).empty();
    await app.get(LimitStore).empty();
    await endRehash(dataSource, app.get(Config).dataKeys);
    const speed = line.done(rehashed);
    process.stdout.write(`${rehashed.toLocaleString('en')} ids hashed anew (${speed} a second). Everything may start again.\n`); // prettier-ignore
  } finally {
    await app.close();
  }
}

try {
  await rehashIds();
  process.exit(0);
} catch (fault) {
  process.stderr.write(`Ids were not hashed anew to the end: ${sentenceFor(fault)}\n`);
  process.exit(1);
}
