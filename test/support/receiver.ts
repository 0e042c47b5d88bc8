import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { z } from 'zod';

const changeSchema = z.object({
  id: z.string(),
  change: z.enum(['entered', 'left']),
  segmentId: z.string(),
  segmentName: z.string().nullable(),
  segmentVersion: z.number(),
  profileId: z.string(),
  userIds: z.array(z.string()),
  anonymousIds: z.array(z.string()),
  at: z.iso.datetime(),
});
const bodySchema = z.object({
  type: z.literal('segment.changes'),
  timestamp: z.iso.datetime(),
  data: z.object({ subscriptionId: z.string(), changes: z.array(changeSchema) }),
});

/** What a receiver was posted. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly changes: z.infer<typeof changeSchema>[];
}

/** A receiver of webhooks on this machine, which answers as the test says. */
export class TestReceiver {
  readonly posts: Posted[] = [];
  /** The status it answers the next post with; null: none, it never answers. */
  answer: () => number | null = () => 200;

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        const text = Buffer.concat(parts).toString();
        this.posts.push({ headers: request.headers, text, changes: bodySchema.parse(JSON.parse(text)).data.changes }); // prettier-ignore
        const status = this.answer();
        if (status !== null)
          response.writeHead(status, { location: '/elsewhere' }).end('words of the receiver');
      });
    });
  }

  static async start(): Promise<TestReceiver> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestReceiver(server);
  }

  get url(): string {
    const address = this.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}/hook`;
  }

  /** Every change it was told and has accepted or not, in the order in which it came. */
  get changes(): Posted['changes'] {
    return this.posts.flatMap(({ changes }) => changes);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((ended) => this.server.close(ended));
  }
}

/** Whether a post is signed with the secret, as its receiver would find out. */
export function isSigned({ headers, text }: Posted, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': sentAt, 'webhook-signature': signatures } = headers;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key)
    .update(`${String(id)}.${String(sentAt)}.${text}`)
    .digest('base64');
  return String(signatures).split(' ').includes(`v1,${expected}`);
}
