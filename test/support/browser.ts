import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine, or undefined where there is none. Debian's package `chromium` is one. */
export function findChromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Starts it, without a window. */
export function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('There is no chromium on this machine; install Debian\'s package "chromium".');
  // Its sandbox refuses to run for root, which CI is; the only pages it sees are ours.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A site of somebody's own, on an origin that is not ours. */
export interface Site {
  /** Its address, without a slash at the end. */
  readonly origin: string;
  /** What its page `/` shows from now on. */
  show(html: string): void;
  close(): Promise<void>;
}

/** Serves a page, another one to go on to, and analytics.js out of its package. */
export async function startSite(): Promise<Site> {
  const analyticsJs = readFileSync('node_modules/@segment/analytics-next/dist/umd/index.js');
  let page = '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/analytics.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(
      isScript ? analyticsJs : `<!doctype html><title>Cars</title>${request.url === '/' ? page : ''}`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    show: (html) => void (page = html),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
