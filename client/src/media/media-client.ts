import type { Session } from '../auth/session.js';
import { withToken } from '../auth/with-token.js';
import { ownError } from '../errors.js';
import type { Commander } from '../net/commander.js';
import type { Settings } from '../options.js';
import { forgetMedia, putMedia } from '../store/media.js';
import { callListener, type Store } from '../store/store.js';
import { Alarm } from '../waiting.js';
import type { Me, Media, Team } from '../wire.js';
import { MediaAddresses } from './addresses.js';
import { senderFor, type SendFile } from './sending.js';

/** What can be said of an upload besides the file. */
export interface UploadOptions {
  /** What it is called; the file's own name when left out. */
  name?: string;
  /** `voice`: a voice note, brought to a form that plays everywhere. `file`: handed out just as it is, also a picture. Left out: by what is in it. */
  kind?: 'voice' | 'file';
  /** Of a voice note: 64 to 256 peaks from 0 to 100 that the recorder drew. */
  waveform?: readonly number[];
  /** Called as the file is sent, with bytes. Begins anew where the token had to be renewed. */
  onProgress?: (sentBytes: number, ofBytes: number) => void;
  /** Breaks it off: `upload` rejects with the signal's reason, and nothing stays on the server. */
  signal?: AbortSignal;
}

/** What of an upload is to be shown: itself, or a picture of it with at most 360 or 1280 pixels on the longer side. */
export type MediaView = 'content' | 'small' | 'large';

/** Uploads, and where they are to be seen. */
export class MediaClient {
  private readonly addresses: MediaAddresses;
  private readonly send: SendFile;
  private readonly under = new Set<AbortController>();

  constructor(
    private readonly settings: Settings,
    private readonly session: Session,
    private readonly commander: Commander,
    private readonly store: Store,
  ) {
    this.addresses = new MediaAddresses((input) => commander.run('media.link', input));
    this.send = senderFor(settings.fetch);
  }

  /**
   * Sends a file to the server. What it answers can go with a message at once, while it is being made ready; `State.media` shows how that ends, and
   * `media.progress` how far it is. What goes with no message is removed by the server after some hours. However long it takes, it goes on as long
   * as something is taken.
   * @throws ParleyError `payload.too_large`, `media.empty`, `media.kind_refused`, `media.quota_exceeded`, `media.too_many_at_once`,
   * `client.unreachable`, `client.signed_out`; the reason of `signal`.
   * @example
   * const { id } = await client.media.upload(input.files[0], { onProgress: (sent, of) => show(sent / of) });
   * client.send({ channelId, mediaIds: [id] });
   */
  async upload(file: Blob, options: UploadOptions = {}): Promise<Media> {
    const { signal } = options;
    signal?.throwIfAborted();
    const controller = new AbortController();
    this.under.add(controller);
    const sending = this.sendUpload(file, options, controller).finally(() => this.under.delete(controller));
    let brokenOff = (): void => undefined;
    const never = new Promise<never>((_, reject) => (brokenOff = () => reject(signal?.reason as Error)));
    signal?.addEventListener('abort', brokenOff);
    try {
      const media = await Promise.race([sending, never]);
      this.store.update((state) => putMedia(state, media));
      return media;
    } catch (error) {
      sending
        .then(({ id: mediaId }) => this.commander.run('media.delete', { mediaId })) // too late to be broken off: it is there
        .catch(() => undefined /* nothing came about, or the server removes it as nobody sends it */);
      throw error;
    } finally {
      signal?.removeEventListener('abort', brokenOff);
    }
  }

  /**
   * Shows this picture of oneself from now on: the server makes 256 pixels square of its middle. `avatar.remove` takes it away again.
   * @throws ParleyError `payload.too_large` above 10 MB, `media.empty`, `media.unreadable`, `client.unreachable`, `client.signed_out`.
   */
  async setAvatar(picture: Blob): Promise<Me> {
    return (await this.sendPicture(picture, '/me/avatar')) as Me;
  }

  /** The same for a team. `team.icon.remove` takes it away again. @throws ParleyError what `setAvatar` throws, and `access.denied`. */
  async setTeamIcon(teamId: string, picture: Blob): Promise<Team> {
    return (await this.sendPicture(picture, `/teams/${encodeURIComponent(teamId)}/icon`)) as Team;
  }

  /** Takes back an upload that was not sent yet. @throws ParleyError `not_found` when it is gone or was sent. */
  async remove(mediaId: string): Promise<Media> {
    const media = await this.commander.run('media.delete', { mediaId });
    this.store.update((state) => forgetMedia(state, mediaId));
    return media;
  }

  /**
   * The whole address of an upload or of a picture of it, for `<img>`, `<audio>`, `<video>` and links: it needs no token. It holds for this session and at
   * least five minutes from now, so ask again instead of keeping it; that costs nothing while it holds. All that are asked for together are asked of the
   * server together. Whether there is anything to be seen is told only by loading it.
   * @throws ParleyError `client.signed_out`, `client.unreachable` and what else stops a command.
   */
  async address(mediaId: string, view: MediaView): Promise<string> {
    if (this.session.userId === undefined) throw ownError('client.signed_out');
    const { content, thumbnail } = await this.addresses.of(mediaId);
    return this.settings.url + (view === 'content' ? content : `${thumbnail}&size=${view}`);
  }

  /** The session has ended or is another: uploads break off, addresses hold no more. */
  clear(): void {
    for (const controller of this.under) controller.abort(ownError('client.signed_out'));
    this.addresses.clear();
  }

  private async sendUpload(file: Blob, options: UploadOptions, controller: AbortController): Promise<Media> {
    const { kind, waveform } = options;
    const query = new URLSearchParams({ ...(kind && { kind }), ...(waveform && { waveform: waveform.join(',') }) });
    const place = { method: 'POST', path: `/media?${query.toString()}` } as const;
    return (await this.sendWithToken(file, place, options, controller)) as Media;
  }

  private async sendPicture(picture: Blob, path: string): Promise<unknown> {
    const controller = new AbortController();
    this.under.add(controller);
    try {
      return await this.sendWithToken(picture, { method: 'PUT', path }, {}, controller);
    } finally {
      this.under.delete(controller);
    }
  }

  private async sendWithToken(
    file: Blob,
    { method, path }: { method: 'POST' | 'PUT'; path: string },
    { name = nameOf(file), onProgress, signal }: UploadOptions,
    controller: AbortController,
  ): Promise<unknown> {
    const address = `${this.settings.url}/api/v1${path}`;
    const idle = new Alarm(() => controller.abort(ownError('client.unreachable')));
    let sent = 0;
    let over = false;
    const onSent = (bytes: number): void => {
      if (over) return; // what is given up may be read a little further
      sent = bytes;
      idle.set(this.settings.timing.uploadIdle);
      if (onProgress && !signal?.aborted) callListener(onProgress, bytes, file.size);
    };
    // What was sent to its end may be stored by now: only the answer says as what, so that it can be taken back.
    const abort = (): void => void (sent < file.size && controller.abort(signal?.reason));
    signal?.addEventListener('abort', abort);
    try {
      return await withToken(this.session, (token) => {
        signal?.throwIfAborted();
        onSent(0);
        return this.send({ method, address, token, file, name, signal: controller.signal, onSent });
      });
    } finally {
      over = true;
      idle.clear();
      signal?.removeEventListener('abort', abort);
    }
  }
}

function nameOf(file: Blob): string {
  return 'name' in file && typeof file.name === 'string' ? file.name : 'file';
}
