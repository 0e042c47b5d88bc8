import { DataSource } from 'typeorm';
import { sealedColumns } from '../models/sealed-columns.js';
import { readConfig } from '../modules/platform/config.js';
import { dataSourceOptions } from '../modules/platform/database.js';
import { migrate } from '../modules/platform/migrate.js';
import { sentenceFor } from '../modules/platform/run-door.js';
import { allSealUnder, strikeOff } from '../modules/platform/sealing/key-register.js';
import { KeyRing } from '../modules/platform/sealing/key-ring.js';
import { resealAll } from '../modules/platform/sealing/rotation.js';
import { ProgressLine } from './progress-line.js';

/**
 * `npm run keys:rotate`: seals all personal data anew under the key `DATA_KEYS` names first, so that the others can be
 * taken out of it. The service may run meanwhile, if all of it knows that key. Cut short, it goes on where it was.
 */
async function rotateKeys(): Promise<void> {
  const config = readConfig();
  const { dataKeys, databaseUrl } = config;
  await migrate(config);
  const dataSource = await new DataSource(dataSourceOptions({ databaseUrl, databasePool: 2 })).initialize();
  try {
    await allSealUnder(dataSource, dataKeys);
    const line = new ProgressLine();
    const places = Object.values(sealedColumns);
    const resealed = await resealAll(dataSource, new KeyRing(dataKeys), places, (progress) =>
      line.show(progress.share, progress.resealed, `in ${progress.place.table}`),
    );
    const speed = line.done(resealed);
    process.stdout.write(`${resealed.toLocaleString('en')} values sealed anew under ${dataKeys.current} (${speed} a second).\n`); // prettier-ignore
    for (const id of await strikeOff(dataSource, dataKeys))
      process.stdout.write(`Nothing is sealed under ${id} any more: it may be taken out of DATA_KEYS.\n`);
  } finally {
    await dataSource.destroy();
  }
}

try {
  await rotateKeys();
} catch (fault) {
  process.stderr.write(`The keys were not rotated to the end: ${sentenceFor(fault)}\n`);
  process.exitCode = 1;
}
