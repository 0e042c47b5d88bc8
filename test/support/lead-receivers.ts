import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { SMTPServer } from 'smtp-server';

/** Something a receiver of leads was sent. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** It was told that we have it. */
  accepted: boolean;
}

/** How a receiver behaves: a status it answers, at once or so much later, or no answer at all, or a connection that breaks. */
export type Behaviour =
  { readonly status: number; readonly retryAfter?: string; readonly afterMs?: number } | 'silent' | 'reset';

/** A dealer's system on this machine that takes leads over HTTP, or as the test says does not. */
export class TestDealer {
  readonly received: Received[] = [];
  behave: (received: Received) => Behaviour = () => ({ status: 200 });

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('error', () => undefined);
      request.on('end', () => {
        const received = { headers: request.headers, text: Buffer.concat(parts).toString(), accepted: false };
        this.received.push(received);
        this.answer(received, response);
      });
    });
  }

  static async start(): Promise<TestDealer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestDealer(server);
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/leads`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((ended) => this.server.close(ended));
  }

  private answer(received: Received, response: ServerResponse): void {
    const behaviour = this.behave(received);
    if (behaviour === 'silent') return;
    if (behaviour === 'reset') {
      // Half an answer, and then none.
      response.socket?.write('HTTP/1.1 2', () => response.socket?.resetAndDestroy());
      return;
    }
    received.accepted = behaviour.status < 300;
    if (behaviour.retryAfter !== undefined) response.setHeader('retry-after', behaviour.retryAfter);
    // Whoever is slow has taken it in, whether or not somebody still waits for the answer.
    setTimeout(() => response.writeHead(behaviour.status).end(), behaviour.afterMs ?? 0);
  }
}

/** A mail server on this machine, which can be down, refuse, or take a letter and never say so. */
export class TestMailServer {
  readonly received: Received[] = [];
  behave: () => 'accept' | 'refuse' | 'silent' = () => 'accept';
  private server = this.make();
  private port = 0;

  /** @param credentials what it takes to be let in */
  constructor(private readonly credentials: { readonly user: string; readonly pass: string }) {}

  get url(): string {
    const { user, pass } = this.credentials;
    return `smtp://${encodeURIComponent(user)}:${encodeURIComponent(pass)}@127.0.0.1:${this.port}`;
  }

  /** Begins to listen: at the port it had, where it had one. */
  async start(): Promise<void> {
    this.server = this.make();
    const listening = this.server.listen(this.port, '127.0.0.1');
    await once(listening, 'listening');
    const address = listening.address();
    this.port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  }

  async stop(): Promise<void> {
    await new Promise<void>((ended) => {
      this.server.close(() => ended());
    });
  }

  private make(): SMTPServer {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      closeTimeout: 10,
      onAuth: ({ username, password }, _session, done) => {
        const isRight = username === this.credentials.user && password === this.credentials.pass;
        done(isRight ? null : new Error('no'), isRight ? { user: 'us' } : undefined);
      },
      onData: (stream, _session, done) => {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const behaviour = this.behave();
          this.received.push({ ...letterIn(Buffer.concat(parts).toString()), accepted: behaviour === 'accept' }); // prettier-ignore
          if (behaviour === 'accept') done(null);
          if (behaviour === 'refuse') done(Object.assign(new Error('busy'), { responseCode: 451 }));
        });
      },
    });
    server.on('error', () => undefined);
    return server;
  }
}

/** The headers of a letter in lower case, and its text as a mail program shows it. */
function letterIn(raw: string): Pick<Received, 'headers' | 'text'> {
  const [, head = '', body = ''] = /^([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(raw) ?? [];
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()])); // prettier-ignore
  const joined = body.replaceAll('=\r\n', '').replaceAll('\r\n', '\n');
  const isQuoted = headers['content-transfer-encoding'] === 'quoted-printable';
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))); // prettier-ignore
  return { headers, text: isQuoted ? Buffer.from(bytes, 'latin1').toString('utf8') : joined };
}

/** What ADF says under a name, the first of it. */
export function adfText(xml: string, name: string): string {
  return new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
}

/** The ids by which ADF tells which lead and which delivery it is. */
export function adfIds(xml: string): { lead: string; delivery: string } {
  const id = (source: string) => new RegExp(`<id [^>]*source="${source}">([^<]*)</id>`).exec(xml)?.[1] ?? '';
  return { lead: id('Carousel'), delivery: id('Carousel delivery') };
}
