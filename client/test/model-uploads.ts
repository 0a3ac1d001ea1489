import type { Media, Message, StreamId, User } from '../src/index.js';
import { picture } from './model-things.js';

/** An upload with the stream that is told of it. */
interface Hanging {
  media: Media;
  stream: StreamId;
}

/** What was uploaded, as long as it is there: on nothing yet, or on a message. */
export class ModelUploads {
  private readonly all = new Map<string, Hanging>();
  private count = 0;

  /** Uploads something, to go with this person's next message. */
  add(owner: User): void {
    this.count += 1;
    const media = picture(`upload-${this.count}`, owner.id);
    this.all.set(media.id, { media, stream: `user:${owner.id}` });
  }

  /** Takes along what the author has uploaded and may send. */
  hangOn(message: Message): void {
    for (const hanging of this.all.values()) {
      const { media, stream } = hanging;
      if (stream !== `user:${message.author.id}` || media.state === 'failed') continue;
      Object.assign(media, { messageId: message.id, version: media.version + 1 });
      hanging.stream = `channel:${message.channelId}`;
      message.attachments.push(media);
    }
  }

  /** Nothing hangs on what is deleted. */
  removeFrom(message: Message): void {
    for (const { id } of message.attachments.splice(0)) this.all.delete(id);
  }

  /** The processing of one of them ends, or what was ready is lost. Answers nothing where that cannot be. */
  finish(pick: number, state: 'ready' | 'failed'): Hanging | undefined {
    const hanging = [...this.all.values()][pick % Math.max(1, this.all.size)];
    if (!hanging || hanging.media.state === state || hanging.media.state === 'failed') return undefined;
    const { media } = hanging;
    Object.assign(media, { state, reason: state === 'failed' ? 'lost' : null, version: media.version + 1 });
    return hanging;
  }

  has(media: Media): boolean {
    return this.all.has(media.id);
  }
}
