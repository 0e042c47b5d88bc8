import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { partsOf, SealedFile, unfinished, UnusableSnapshot, type SnapshotFile } from './sealed-file.js';

describe('a sealed file', () => {
  let folder: string;
  let file: SnapshotFile;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carousel-sealed-'));
    file = { id: 'one', path: join(folder, 'a.snapshot'), key: randomBytes(32), about: 'shard 3' };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives back its parts in their order, and shows nothing of them to who has only the disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }), async (parts) => {
        await write(file, parts);
        expect(await read(file)).toEqual(parts);
      }),
      { numRuns: 30 },
    );
    await write(file, [Buffer.from('VEHICLE_VIEWED Sportage')]);
    expect(readFileSync(file.path).includes('Sportage')).toBe(false);
  });

  it('does not open under another key, for another shard, cut off anywhere, or with a bit turned', async () => {
    const parts = [Buffer.from('first part'), Buffer.from('second')];
    await write(file, parts);
    const whole = readFileSync(file.path);
    await expect(read({ ...file, key: randomBytes(32) })).rejects.toThrow(UnusableSnapshot);
    await expect(read({ ...file, about: 'shard 4' })).rejects.toThrow(UnusableSnapshot);
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(file.path, whole.subarray(0, length));
      await expect(read(file)).rejects.toThrow(UnusableSnapshot);
    }
    for (let at = 0; at < whole.length; at++) {
      const turned = Buffer.from(whole);
      turned.writeUInt8(turned.readUInt8(at) ^ 4, at);
      writeFileSync(file.path, turned);
      await expect(read(file)).rejects.toThrow(UnusableSnapshot);
    }
  });

  it('does not open with parts in another order or one left out', async () => {
    await write(file, [Buffer.from('aaaa'), Buffer.from('bbbb')]);
    const whole = readFileSync(file.path);
    const [one, two, end] = [whole.subarray(0, 24), whole.subarray(24, 48), whole.subarray(48)];
    for (const parts of [
      [two, one, end],
      [one, end],
      [one, two],
      [one, one, two, end],
    ]) {
      writeFileSync(file.path, Buffer.concat(parts));
      await expect(read(file)).rejects.toThrow(UnusableSnapshot);
    }
  });

  it('has its name only when it is whole, and leaves nothing when it is given up', async () => {
    const sealed = await SealedFile.begin(file);
    await sealed.add(Buffer.from('a part'));
    expect([existsSync(file.path), existsSync(unfinished(file))]).toEqual([false, true]);
    await sealed.abandon();
    expect([existsSync(file.path), existsSync(unfinished(file))]).toEqual([false, false]);
  });
});

async function write(file: SnapshotFile, parts: readonly Uint8Array[]): Promise<void> {
  const sealed = await SealedFile.begin(file);
  for (const part of parts) await sealed.add(part);
  await sealed.end();
}

async function read(file: SnapshotFile): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  for await (const part of partsOf(file)) parts.push(part);
  return parts;
}
