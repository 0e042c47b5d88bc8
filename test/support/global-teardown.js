import { rmSync } from 'node:fs';

/** Leaves nothing behind. */
export default async function tearDown() {
  const { server, scratch } = globalThis.carouselTest;
  await server.stop();
  rmSync(scratch, { recursive: true, force: true });
}
