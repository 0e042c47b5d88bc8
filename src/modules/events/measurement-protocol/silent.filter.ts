import { Catch, Injectable, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AppError, type ErrorKind } from '../../platform/app-error.js';
import { Config } from '../../platform/config.js';
import { ErrorFilter } from '../../platform/error.filter.js';
import { Log } from '../../platform/log.js';

/**
 * The live route says 204 to whatever it could read a key of, as GA4 does; `/debug/mp/collect` is for questions. An
 * unknown key is told all the same unless STRICT_SEGMENT is set, and so is "later": silence would lose events.
 */
@Injectable()
@Catch()
export class SilentFilter extends ErrorFilter {
  constructor(
    private readonly config: Config,
    log: Log,
  ) {
    super(log);
  }

  override catch(fault: unknown, host: ArgumentsHost): void {
    const kinds: ErrorKind[] = this.config.strictSegment ? ['invalid', 'unauthenticated', 'forbidden'] : ['invalid']; // prettier-ignore
    if (fault instanceof AppError && kinds.includes(fault.kind))
      void host.switchToHttp().getResponse<FastifyReply>().status(204).send();
    else super.catch(fault, host);
  }
}
