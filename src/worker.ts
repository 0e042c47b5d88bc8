import { runDoor } from './modules/platform/run-door.js';

/**
 * The queue door: the same rooms with processors on. It listens for `/health` and `/metrics` only. The application is
 * loaded once settings and database are found good, as the API's is.
 */
await runDoor('worker', async ({ host, workerPort }) => {
  const { createHttpApp, onlyHealth } = await import('./modules/platform/http.js');
  const { WorkerModule } = await import('./worker.module.js');
  const app = onlyHealth(await createHttpApp(WorkerModule));
  await app.listen(workerPort, host);
  return app;
});
