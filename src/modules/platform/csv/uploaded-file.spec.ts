import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { withUpload } from './uploaded-file.js';

describe('an upload', () => {
  const read = (path: string) => readFile(path, 'utf8');
  const slow = () => new Readable({ read: () => undefined });

  it('is read although others are still sending theirs; of one owner three are in hand', async () => {
    const senders = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'].map((owner) => ({ owner, bytes: slow() }));
    const coming = senders.map((sender) => withUpload(sender, read));
    await expect(withUpload({ owner: 'a', bytes: Readable.from(['x']) }, read)).rejects.toMatchObject({ code: 'BUSY' }); // prettier-ignore
    expect(await withUpload({ owner: 'd', bytes: Readable.from([Buffer.from('cars')]) }, read)).toBe('cars');
    for (const { bytes } of senders) {
      bytes.push('late');
      bytes.push(null);
    }
    expect(await Promise.all(coming)).toEqual(senders.map(() => 'late'));
    expect(await withUpload({ owner: 'a', bytes: Readable.from([Buffer.from('again')]) }, read)).toBe(
      'again',
    );
  });

  it.each([
    { silenceMs: 5, arrivalMs: 60_000 },
    { silenceMs: 60_000, arrivalMs: 5 },
  ])('that stops arriving is given up, and its place is free again: %o', async (patience) => {
    for (let n = 0; n < 4; n++) {
      const given = withUpload({ owner: 'e', bytes: slow(), patience }, read);
      await expect(given).rejects.toMatchObject({ code: 'UPLOAD_STALLED' });
    }
  });
});
