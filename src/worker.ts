import { createHttpApp, onlyHealth } from './modules/platform/http.js';
import { runDoor } from './modules/platform/run-door.js';
import { WorkerModule } from './worker.module.js';

/** The queue door: the same rooms with processors on. It listens for `/health` and `/metrics` only. */
await runDoor('worker', async ({ host, workerPort }) => {
  const app = onlyHealth(await createHttpApp(WorkerModule));
  await app.listen(workerPort, host);
  return app;
});
