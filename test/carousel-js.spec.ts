import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';

const manifest = z
  .looseObject({ dependencies: z.never().optional(), types: z.string(), exports: z.object({ '.': z.record(z.string(), z.string()) }) })
  .parse(JSON.parse(readFileSync('dist/carousel-js/package.json', 'utf8'))); // prettier-ignore

describe('carousel-js, as it is built', () => {
  it('is under 5 kB on the wire, in one file that loads nothing else', () => {
    const program = readFileSync('dist/carousel-js/carousel.js');
    expect(gzipSync(program).length).toBeLessThan(5_000);
    expect(program.toString()).not.toMatch(/\bimport\b/);
    expect(program.toString()).toMatch(/export\s*\{[^}]*\bCarousel\b/);
  });

  it('brings its types, and every file its manifest names', () => {
    const built = readdirSync('dist/carousel-js').map((file) => `./${file}`);
    for (const file of [manifest.types, ...Object.values(manifest.exports['.'])])
      expect(built).toContain(file);
    expect(readFileSync('dist/carousel-js/index.d.ts', 'utf8')).toContain('class Carousel');
  });
});
