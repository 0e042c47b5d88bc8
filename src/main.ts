import { AppModule } from './app.module.js';
import { createHttpApp } from './modules/platform/http.js';
import { runDoor } from './modules/platform/run-door.js';

/** The API door: GraphQL for people and storefronts, Segment's routes for events. */
await runDoor('api', async ({ host, port }) => {
  const app = await createHttpApp(AppModule);
  await app.listen(port, host);
  return app;
});
