import { startApp, type TestApp } from '../support/app.js';
import { databaseKinds, freshDatabase, openSource, type SourceKind, type TestDatabase } from '../support/databases.js';
import { cast, expectOk, nonce, rest, type Cast } from '../support/people.js';
import { until } from '../support/processes.js';
import { uploaded } from '../support/uploads.js';
import { teamMate } from '../support/voice.js';

/** The migration that an installation of before calls, faces on threads and lists of files had run last. */
const BEFORE = 'Media1764000000000';

describe.each(databaseKinds)('an installation of before on %s', (kind) => {
  let place: TestDatabase;
  let app: TestApp;
  let stage: Cast;
  const rows = (sql: string): Promise<any[]> => app.database.read((reader) => reader.query(sql));
  const columns = async () => ({
    repliers: await rows('SELECT channelId, replierIds FROM threads ORDER BY channelId'),
    files: await rows('SELECT id, rootId FROM media ORDER BY id'),
  });

  beforeAll(async () => {
    place = await freshDatabase(kind);
    app = await startApp(kind, place.env);
    stage = await cast(app.url);
  }, 300_000);
  afterAll(async () => {
    await app.close();
    await place.drop();
  });

  it('S1-16 shows after the upgrade who answered in its threads, and the files of its channels', async () => {
    const { ada, ben, general } = stage;
    const mates = [];
    for (const name of ['cleo', 'dan', 'eve', 'fay']) mates.push(await teamMate(stage, name));
    const say = async (who = ada, channelId = general.id, more = {}): Promise<any> =>
      expectOk(await who.rest('POST', `/channels/${channelId}/messages`, { body: 'plain', nonce: nonce(), ...more }));
    const thread = expectOk(await ada.rest('POST', `/messages/${(await say()).id}/thread`));
    for (const who of [ada, ...mates, ben, mates[0]!]) await say(who, thread.channelId); // six, of whom five are kept
    const lone = expectOk(await ada.rest('POST', `/messages/${(await say()).id}/thread`));
    const taken = await say(ben, lone.channelId);
    expectOk(await ben.rest('DELETE', `/messages/${taken.id}`));
    await say(ada, lone.channelId);
    for (const channelId of [general.id, thread.channelId])
      await say(ada, channelId, { mediaIds: [(await uploaded(ada, Buffer.from('of before'))).id] });
    await uploaded(ada, Buffer.from('not sent'));
    const made = await columns();
    expect(made.repliers).toHaveLength(2);
    expect(made.files.map(({ rootId }) => rootId).sort()).toEqual([general.id, general.id, null].sort());

    const type = (await app.database.read((reader) => Promise.resolve(reader.dataSource))).options.type as SourceKind;
    for (const who of [ada, ben, stage.cy, ...mates]) who.disconnect();
    await app.close();
    const source = await openSource(place, type);
    for (;;) {
      const [last] = await source.query('SELECT name FROM migrations ORDER BY id DESC LIMIT 1');
      if (last.name === BEFORE) break;
      await source.undoLastMigration({ transaction: 'each' });
    }
    await expect(source.query('SELECT replierIds FROM threads')).rejects.toThrow();
    await source.destroy();

    app = await startApp(kind, place.env);
    expect(await columns()).toEqual(made);
    const read = async (path: string) => expectOk(await rest(app.url, 'GET', path, undefined, ada.accessToken)).items;
    expect(await read(`/channels/${general.id}/media`)).toHaveLength(2);
    const found = () => read(`/search/messages?${new URLSearchParams({ query: 'has:file', teamId: stage.team.id })}`);
    await until(async () => (await found()).length === 2, 'both are found by what hangs on them');
  }, 300_000);
});
