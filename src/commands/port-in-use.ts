import { once } from 'node:events';
import { createServer } from 'node:net';

/** True when another process listens there. Port 0, "any free one", never is. */
export async function portInUse(host: string, port: number): Promise<boolean> {
  if (port === 0) return false;
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
    probe.close();
    await once(probe, 'close');
    return false;
  } catch (fault) {
    if (fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE') return true;
    throw fault;
  }
}
