import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable, type LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { Config } from './config.js';

/** Keys whose values are personal or secret wherever they stand; replaced before a line is written. */
const redactedKeys = ['email', 'phone', 'authorization', 'writeKey', 'vin', 'secret', 'password', 'firstName', 'lastName', 'name', 'contact', 'traits', 'properties', 'anonymousId', 'userId', 'address', 'ip', 'body', 'parameters', 'query', 'detail', 'driverError']; // prettier-ignore

const requestIds = new AsyncLocalStorage<string>();

/** Runs `work` so that every line it logs carries this request's (or job's) id. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requestIds.run(requestId, work);
}

/** Structured logs, one JSON object a line. Pass facts as the object, words as the message. */
@Injectable()
export class Log implements LoggerService {
  private readonly pino: Logger;

  constructor(config: Config) {
    this.pino = pino({
      level: config.logLevel,
      base: undefined,
      redact: { paths: redactedKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[redacted]' },
      mixin: () => ({ requestId: requestIds.getStore() }),
    });
  }

  debug(facts: object | string, message?: string): void {
    this.write('debug', facts, message);
  }
  log(facts: object | string, message?: string): void {
    this.write('info', facts, message);
  }
  warn(facts: object | string, message?: string): void {
    this.write('warn', facts, message);
  }
  error(facts: object | string, message?: string): void {
    this.write('error', facts, message);
  }
  fatal(facts: object | string, message?: string): void {
    this.write('fatal', facts, message);
  }

  /** Nest calls with (message, context); we call with (facts, message). */
  private write(
    level: 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    facts: object | string,
    message?: string,
  ): void {
    if (typeof facts === 'string') this.pino[level]({ context: message }, facts);
    else this.pino[level](facts, message);
  }
}
