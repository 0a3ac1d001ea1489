import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type ClientOptions, type MediaView, type ParleyClient } from '@parley/client';
import { MediaEntity } from '../../src/features/media/media.entity.js';
import { onEachDatabase, type TestApp } from '../support/app.js';
import { photo } from '../support/uploads.js';
import { until } from '../support/processes.js';

const timing = { retryWait: [50, 500], reconnectWait: [20, 200] } as const;
const SIZE = 3_000_000;
const large = new Blob([randomBytes(SIZE)], { type: 'application/octet-stream' });

onEachDatabase((app) => {
  const running: ParleyClient[] = [];
  let ada: ParleyClient;
  let channelId: string;

  beforeAll(async () => {
    ada = await somebody(app());
    const team = await ada.command('team.create', { name: 'Pictures' });
    await ada.until(() => ada.channels(team.id).length > 0);
    channelId = ada.channels(team.id)[0]!.id;
    await ada.openChannel(channelId);
  });
  afterAll(async () => void (await Promise.all(running.map((client) => client.close()))));

  async function somebody({ url }: TestApp, options: Partial<ClientOptions> = {}): Promise<ParleyClient> {
    const client = createClient({ url, timing, ...options });
    running.push(client);
    const username = `ada-${randomBytes(4).toString('hex')}`;
    await client.auth.register({ username, email: `${username}@example.org`, password: 'a picture of the sea' });
    await client.reaches('online');
    return client;
  }

  const uploadsOf = (client: ParleyClient): Promise<MediaEntity[]> =>
    app().database.read((reader) => reader.findBy(MediaEntity, { ownerId: client.me!.id }));

  it('S1-30 uploads, tells how far it is, sends it along, and shows it ready once it is', async () => {
    const seen: [number, number][] = [];
    const file = new File([(await photo()) as Uint8Array<ArrayBuffer>], 'Zoë "at" sea.jpg', { type: 'image/jpeg' });
    const media = await ada.media.upload(file, { onProgress: (...progress) => void seen.push(progress) });
    expect(media).toMatchObject({ kind: 'image', name: 'Zoë %22at%22 sea.jpg', size: file.size, messageId: null });
    expect(ada.state.media[media.id]?.state).toBeDefined();
    expect(seen[0]).toEqual([0, file.size]);
    expect(seen.at(-1)).toEqual([file.size, file.size]);
    const { nonce, delivered } = ada.send({ channelId, mediaIds: [media.id] });
    expect(ada.pending(channelId)).toMatchObject([{ nonce, body: '', mediaIds: [media.id] }]);
    const sent = await delivered;
    const shown = () => ada.messages(channelId).find(({ id }) => id === sent.id)?.attachments;
    await ada.until(() => shown()?.[0]?.state === 'ready');
    expect(shown()).toMatchObject([{ id: media.id, messageId: sent.id, width: 800, height: 600 }]);
    expect(shown()![0]).toBe(ada.state.media[media.id]);
  });

  it('tells of a large file bit by bit, never backwards, and does not call it done before it is', async () => {
    const seen: number[] = [];
    const media = await ada.media.upload(large, { name: 'noise.bin', onProgress: (bytes) => void seen.push(bytes) });
    expect(media).toMatchObject({ kind: 'file', name: 'noise.bin', size: SIZE });
    expect(seen.length).toBeGreaterThan(10);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect([seen[0], seen.at(-1)]).toEqual([0, SIZE]);
    await ada.media.remove(media.id);
    expect(ada.state.media[media.id]).toBeUndefined();
    await expect(ada.media.remove(media.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  const nothingLeft = (client: ParleyClient) =>
    until(async () => (await uploadsOf(client)).every(({ removedAt }) => removedAt !== null), 'nothing is left');

  it('S3-17 what is broken off on its way rejects with the reason and leaves nothing', async () => {
    const ben = await somebody(app());
    const controller = new AbortController();
    const { signal } = controller;
    const onProgress = (bytes: number): void =>
      void (bytes > 500_000 && bytes < SIZE && controller.abort(new Error('changed my mind')));
    await expect(ben.media.upload(large, { signal, onProgress })).rejects.toThrow('changed my mind');
    await nothingLeft(ben);
    await expect(ben.media.upload(large, { signal })).rejects.toThrow('changed my mind');
    expect(ben.state.media).toEqual({});
  });

  it('S3-17 what is broken off when the server has it rejects with the reason and is taken back', async () => {
    const controller = new AbortController();
    const late: typeof fetch = async (address, init) => {
      const answer = await fetch(address, init);
      if (String(address).includes('/media?')) controller.abort(new Error('changed my mind'));
      return answer;
    };
    const ben = await somebody(app(), { fetch: late });
    await expect(ben.media.upload(large, { signal: controller.signal })).rejects.toThrow('changed my mind');
    expect(await uploadsOf(ben)).toHaveLength(1);
    await nothingLeft(ben);
    expect(ben.state.media).toEqual({});
  });

  it('renews a refused token once and sends the file again', async () => {
    let refused = 0;
    const forgetful: typeof fetch = (address, init) => {
      const headers = new Headers(init?.headers);
      if (String(address).includes('/media?') && refused === 0) {
        refused += 1;
        headers.set('authorization', 'Bearer gone');
      }
      return fetch(address, { ...init, headers });
    };
    const client = await somebody(app(), { fetch: forgetful });
    expect(await client.media.upload(large)).toMatchObject({ size: SIZE });
    expect([refused, (await uploadsOf(client)).length]).toEqual([1, 1]);
  });

  it('throws the problem of the server, and what is seen from here', async () => {
    await expect(ada.media.upload(new Blob([]))).rejects.toMatchObject({ code: 'media.empty', name: 'ParleyError' });
    const text = new Blob(['no recording']);
    await expect(ada.media.upload(text, { kind: 'voice' })).rejects.toMatchObject({ code: 'media.kind_refused' });
    const waveform = [1, 2, 3];
    await expect(ada.media.upload(text, { waveform })).rejects.toMatchObject({ code: 'validation.failed' });
    const nobody = createClient({ url: app().url });
    await expect(nobody.media.upload(text)).rejects.toMatchObject({ code: 'client.signed_out' });
    await expect(nobody.media.address('x', 'content')).rejects.toMatchObject({ code: 'client.signed_out' });
  });

  it('gives up on a server that takes nothing any more, and on its session', async () => {
    const deaf = createServer(() => undefined);
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const { port } = deaf.address() as AddressInfo;
    const astray: typeof fetch = (address, init) =>
      fetch(String(address).replace(/:\d+(?=\/api\/v1\/media\?)/, `:${port}`), init);
    const client = await somebody(app(), { fetch: astray, timing: { ...timing, uploadIdle: 500 } });
    await expect(client.media.upload(large)).rejects.toMatchObject({ code: 'client.unreachable' });
    const ending = client.media.upload(large);
    await Promise.all([expect(ending).rejects.toMatchObject({ code: 'client.signed_out' }), client.auth.logout()]);
    end(deaf);
  });

  it('S1-30 S1-32 addresses load without a token, are asked for together and kept, and end with the session', async () => {
    let asked = 0;
    const counting: typeof fetch = (address, init) => {
      if (String(address).endsWith('/media/links')) asked += 1;
      return fetch(address, init);
    };
    const client = await somebody(app(), { fetch: counting });
    const picture = await photo(1600, 1200);
    const { id } = await client.media.upload(new Blob([picture as Uint8Array<ArrayBuffer>]));
    await client.until(() => client.state.media[id]?.state === 'ready');
    client.disconnect(); // by REST, to be counted
    const views: MediaView[] = ['content', 'small', 'large'];
    const addresses = await Promise.all(views.map((view) => client.media.address(id, view)));
    const types = await Promise.all(
      addresses.map(async (address) => (await fetch(address)).headers.get('content-type')),
    );
    expect(types).toEqual(['image/jpeg', 'image/webp', 'image/webp']);
    expect(new Set(addresses).size).toBe(3);
    expect(await client.media.address(id, 'small')).toBe(addresses[1]);
    expect(asked).toBe(1);
    const many = Array.from({ length: 150 }, () => crypto.randomUUID());
    await Promise.all(many.map((other) => client.media.address(other, 'content')));
    expect(asked).toBe(3);
    const waiting = client.media.address(crypto.randomUUID(), 'content');
    await Promise.all([expect(waiting).rejects.toMatchObject({ code: 'client.signed_out' }), client.auth.logout()]);
    expect((await fetch(addresses[0]!)).status).toBe(401);
  });
});

function end(server: Server): void {
  server.close();
  server.closeAllConnections();
}
