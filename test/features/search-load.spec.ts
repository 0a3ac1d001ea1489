import { SearchIndex } from '../../src/features/search/search-index.port.js';
import { onEachDatabase } from '../support/app.js';
import { cast, expectOk, nonce, type Cast } from '../support/people.js';
import { until } from '../support/processes.js';

const LETTERS = 'абвгдежзийклмнопрстуфхцчшщъыьэюя';
/** A word as long as a message may be, in which nothing comes twice: of no text does the index hold more. */
function longWord(seed: number): string {
  let state = seed + 1;
  const letters = Array.from({ length: 10_000 }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return LETTERS[state >>> 27];
  });
  return letters.join('');
}

onEachDatabase((app) => {
  describe('search under load', () => {
    let stage: Cast;
    beforeAll(async () => {
      stage = await cast(app().url);
    });
    afterAll(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who.disconnect()));

    const say = async (channelId: string, body: string) =>
      expectOk(await stage.ben.rest('POST', `/channels/${channelId}/messages`, { body, nonce: nonce() }));
    const find = async (query: string, before?: string) => {
      const input = new URLSearchParams({ query, limit: '100', ...(before === undefined ? {} : { before }) });
      return expectOk(await stage.ada.rest('GET', `/search/messages?${input}`));
    };

    it('comes into the index in pieces that a database takes, however long the words', async () => {
      const room = expectOk(await stage.ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Long words' }));
      await Promise.all(Array.from({ length: 40 }, (_, seed) => say(room.id, longWord(seed))));
      // As if all had been said while nobody looked.
      const begin = 'UPDATE search_progress SET seq = 0 WHERE stream = ?';
      await app().database.write([], ({ manager }) => manager.query(begin, [`channel:${room.id}`]));
      await say(room.id, 'the last harbour');
      await say(stage.general.id, 'another harbour');
      await until(async () => (await find('harbour')).items.length === 2, 'both are found', 120_000);
    }, 300_000);

    it('looks few of the letters up that somebody looks for, and asks the text for all', async () => {
      const alphabet = [...'abcdefghijklmnopqrstuvwxyz'].join(' ');
      await say(stage.general.id, alphabet);
      await say(stage.general.id, alphabet.replace('q ', ''));
      await until(async () => (await find('"a b c"')).items.length === 2, 'both are found', 60_000);
      const asked: number[] = [];
      const index = app().get(SearchIndex);
      const candidates = index.candidates.bind(index);
      index.candidates = (...given) => {
        asked.push(given[1].grams.length);
        return candidates(...given);
      };
      const page = await find(alphabet);
      index.candidates = candidates;
      expect(page.items.map(({ message }: any) => message.body)).toEqual([alphabet]);
      expect(Math.max(...asked)).toBeLessThanOrEqual(16);
    });

    it('reads so much for a page and no more, and goes on behind it', async () => {
      const room = expectOk(await stage.ada.rest('POST', '/channels', { teamId: stage.team.id, name: 'Long texts' }));
      await say(room.id, 'zebra crossing');
      for (let n = 0; n < 30; n++) await say(room.id, `zebra ${'x '.repeat(4_990)}zebras`);
      const pages: number[] = [];
      const all = async () => {
        pages.length = 0;
        for (let before: string | undefined; before !== null;) {
          const page: any = await find('in:long-texts zebra', before);
          pages.push(page.items.length);
          before = page.before;
        }
        return pages.reduce((sum, count) => sum + count, 0) === 31;
      };
      await until(all, 'all are found', 120_000);
      expect(pages.length).toBeGreaterThan(1);
    }, 300_000);
  });
});
