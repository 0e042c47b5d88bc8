import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../platform/access.js';
import { LinksService } from './links.service.js';

/** The smallest picture there is: one pixel, and that one clear. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** Every fetch has to come to us, and none may be kept or found on the way. */
const uncached = { 'cache-control': 'no-store, private', 'x-robots-tag': 'noindex, nofollow', 'referrer-policy': 'no-referrer' }; // prettier-ignore
const nowhere = 'This link leads nowhere any more. Please look for the car on the site of the dealer.\n';

/** Where mails and plain pages tell of views and clicks. Without a key: the signed link is all that is needed. */
@Controller('v1')
@Public()
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Get('view/:file')
  @RouteConfig({ anyOrigin: true })
  async view(
    @Param('file') file: string,
    @Req() { method, headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // prettier-ignore
    await this.links.view({ text: file.replace(/\.gif$/, ''), method, headers });
    void reply
      .headers({ ...uncached, 'cross-origin-resource-policy': 'cross-origin' })
      .type('image/gif')
      .send(pixel);
  }

  @Get('click/:link')
  async click(
    @Param('link') text: string,
    @Req() { method, headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    // prettier-ignore
    const answer = await this.links.click({ text, method, headers });
    void reply.headers(uncached);
    if (typeof answer === 'object') void reply.redirect(answer.to, 302);
    // Whatever fetches ahead throws a refusal away, and asks again when somebody clicks.
    else if (answer === 'NOT_YET') void reply.status(503).send();
    else void reply.status(404).type('text/plain; charset=utf-8').send(nowhere);
  }
}
