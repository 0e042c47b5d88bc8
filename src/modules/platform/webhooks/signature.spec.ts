import { secretOf, signedHeaders } from './signature.js';

/** The example that libraries of Standard Webhooks are tested with. */
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const content = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: 1_614_265_330, body: '{"test": 2432232314}' };
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

describe('the signature of a webhook', () => {
  it('is the one that libraries of Standard Webhooks expect', () => {
    expect(signedHeaders(content, [secret])).toEqual({
      'webhook-id': content.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
  });

  it('is there under each secret that counts', () => {
    const other = secretOf(Buffer.alloc(32, 7));
    const [first, second, ...more] = signedHeaders(content, [other, secret])['webhook-signature']?.split(' ') ?? []; // prettier-ignore
    expect(second).toBe(signature);
    expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
    expect(first).not.toBe(second);
    expect(more).toEqual([]);
  });

  it('is another one where a single byte is', () => {
    const forged = { ...content, body: '{"test": 2432232315}' };
    expect(signedHeaders(forged, [secret])['webhook-signature']).not.toBe(signature);
  });
});
