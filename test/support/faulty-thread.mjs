// A model thread that misbehaves on request: the path of the "model" says how.
import { serveModels } from '../../dist/src/modules/inference/serve-models.js';

await serveModels(({ file, inputs }) => {
  if (file.path === 'hang') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000);
  if (file.path === 'die') process.exit(3);
  if (file.path === 'refuse') return { kind: 'fault', message: 'it refused' };
  if (file.path === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
  return { kind: 'ran', outputs: inputs };
});
