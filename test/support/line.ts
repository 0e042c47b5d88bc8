import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** A line to a server on this machine that can be frozen, cut and mended: what its users see of a network or a server in trouble. */
export class Line {
  private state: 'whole' | 'frozen' | 'cut' = 'whole';
  private readonly ends = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    /** The same address by way of this line. */
    readonly url: string,
  ) {}

  /** @param target address of a server that listens on this machine: `redis://127.0.0.1:6379` */
  static async to(target: string): Promise<Line> {
    const { hostname: host, port } = new URL(target);
    const server = createServer({ pauseOnConnect: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the line has no port');
    const url = new URL(target);
    [url.hostname, url.port] = ['127.0.0.1', String(address.port)];
    const line = new Line(server, url.href);
    server.on('connection', (near) => line.join(near, connect({ host, port: Number(port) })));
    return line;
  }

  /** Nothing passes any more, and nobody is told: as with a server that hangs. What was sent waits. */
  freeze(): void {
    this.state = 'frozen';
    for (const end of this.ends) end.pause();
  }

  /** Breaks every connection and lets none through: as with a server that is down. */
  cut(): void {
    this.state = 'cut';
    for (const end of this.ends) end.destroy();
  }

  /** All is as before; what was frozen goes on where it was. */
  mend(): void {
    this.state = 'whole';
    for (const end of this.ends) end.resume();
  }

  async close(): Promise<void> {
    this.cut();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
  }

  private join(near: Socket, far: Socket): void {
    for (const [end, other] of [[near, far], [far, near]] as const) {
      this.ends.add(end);
      // Paused by hand, so not `pipe`, which would resume it.
      end.on('data', (bytes) => other.write(bytes));
      end.on('end', () => other.end());
      end.on('error', () => undefined);
      end.on('close', () => {
        this.ends.delete(end);
        other.destroy();
      });
    }
    if (this.state === 'cut') near.destroy();
    for (const end of [near, far]) if (this.state === 'whole') end.resume(); else end.pause();
  } // prettier-ignore
}
