import { jest } from '@jest/globals';
import { ParleyError } from '../src/index.js';
import { MediaAddresses } from '../src/media/addresses.js';

const HOUR_MS = 60 * 60_000;

/** Addresses of a server that signs until `life` from now; every question is written down. */
function bench(life = 1.5 * HOUR_MS) {
  const questions: string[][] = [];
  const server = { answers: true };
  const addresses = new MediaAddresses(({ mediaIds }) => {
    questions.push(mediaIds);
    if (!server.answers) return Promise.reject(new ParleyError({ code: 'storage.full', status: 507, title: '' }));
    const expiresAt = new Date(Date.now() + life).toISOString();
    const sign = (mediaId: string) => ({ mediaId, content: `c${questions.length}`, thumbnail: 't', expiresAt });
    return Promise.resolve({ items: mediaIds.map(sign) });
  });
  return { addresses, questions, server };
}

const soon = () => jest.advanceTimersByTimeAsync(20);

describe('addresses of uploads', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('what is wanted together is asked for together, each once and at most 100 at a time', async () => {
    const { addresses, questions } = bench();
    const ids = Array.from({ length: 130 }, (_, n) => `m${n}`);
    const all = Promise.all([...ids, ...ids].map((id) => addresses.of(id)));
    await soon();
    expect((await all).map(({ mediaId }) => mediaId)).toEqual([...ids, ...ids]);
    expect(questions.map(({ length }) => length)).toEqual([100, 30]);
    expect(new Set(questions.flat()).size).toBe(130);
  });

  it.each([
    ['five minutes before their end', HOUR_MS, HOUR_MS],
    ['after 55 minutes, when the clock here is behind', 9 * HOUR_MS, HOUR_MS],
    ['every time, when the clock here is ahead', -HOUR_MS, 0],
  ])('they are kept, and asked for again %s', async (_when, life, kept) => {
    const { addresses, questions } = bench(life);
    const ask = async () => {
      void addresses.of('m');
      await soon();
    };
    await ask();
    await jest.advanceTimersByTimeAsync(Math.max(0, kept - 5 * 60_000 - 60));
    await ask();
    expect(questions).toHaveLength(kept === 0 ? 2 : 1);
    await jest.advanceTimersByTimeAsync(60);
    await ask();
    expect(questions).toHaveLength(kept === 0 ? 3 : 2);
  });

  it('what went wrong is told to all who wait, and asked for again', async () => {
    const { addresses, questions, server } = bench();
    server.answers = false;
    const both = Promise.allSettled([addresses.of('m'), addresses.of('m')]);
    await soon();
    const refusal = { status: 'rejected', reason: { code: 'storage.full' } };
    expect(await both).toMatchObject([refusal, refusal]);
    server.answers = true;
    const link = addresses.of('m');
    await soon();
    await expect(link).resolves.toMatchObject({ mediaId: 'm' });
    expect(questions).toEqual([['m'], ['m']]);
  });

  it('those of a session that has ended are given to nobody', async () => {
    const { addresses, questions } = bench();
    void addresses.of('held');
    await soon();
    const waiting = addresses.of('waiting');
    addresses.clear();
    await expect(waiting).rejects.toMatchObject({ code: 'client.signed_out' });
    const again = addresses.of('held');
    await soon();
    await expect(again).resolves.toMatchObject({ content: 'c2' });
    expect(questions).toEqual([['held'], ['held']]);
  });
});
