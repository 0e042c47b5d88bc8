import { boundGarbage } from './modules/platform/heap-growth.js';
import { runDoor } from './modules/platform/run-door.js';

/**
 * The API door: GraphQL for people and storefronts, Segment's routes for events. The application is loaded once settings
 * and database are found good, so that a start which cannot succeed says so at once.
 */
await runDoor('api', async ({ host, port }) => {
  const { createHttpApp } = await import('./modules/platform/http.js');
  const { ApiModule } = await import('./api.module.js');
  const app = await createHttpApp(ApiModule);
  await app.listen(port, host);
  boundGarbage();
  return app;
});
