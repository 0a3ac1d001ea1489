import { kindOf, subjectOf, type Media, type Message, type StreamId } from '../wire.js';
import { putNewer, without, type ById, type State } from './state.js';

/** Takes in what was uploaded, and where it hangs, if that is known. */
export function putMedia(state: State, media: Media, channelId?: string): State {
  const { id } = media;
  const known = channelId === undefined || state.mediaChannels[id] === channelId;
  const mediaChannels = known ? state.mediaChannels : { ...state.mediaChannels, [id]: channelId };
  return { ...state, media: putNewer(state.media, id, media), mediaChannels };
}

/** Takes in what a fact tells of an upload: in the stream of its channel, or its sender's own while it hangs on nothing. */
export function hearMedia(state: State, media: Media, stream: StreamId): State {
  return putMedia(state, media, kindOf(stream) === 'channel' ? subjectOf(stream) : undefined);
}

/** Takes in what hangs on a message. Nothing hangs on one that is deleted. */
export function putAttachments(state: State, { id, channelId, attachments, deletedAt }: Message): State {
  if (deletedAt === null) return attachments.reduce((next, media) => putMedia(next, media, channelId), state);
  const gone = Object.values(state.media).filter(({ messageId }) => messageId === id);
  return gone.length === 0 ? state : forgetMedia(state, ...gone.map((media) => media.id));
}

/** Forgets what hangs in a channel. */
export function forgetMediaOf(state: State, channelId: string): State {
  const inIt = Object.keys(state.mediaChannels).filter((id) => state.mediaChannels[id] === channelId);
  return inIt.length === 0 ? state : forgetMedia(state, ...inIt);
}

/** Forgets these uploads. */
export function forgetMedia(state: State, ...ids: string[]): State {
  return { ...state, media: without(state.media, ...ids), mediaChannels: without(state.mediaChannels, ...ids) };
}

/** The messages with the newest copies of what hangs on them: it becomes ready by itself. The same list where none is newer. */
export function withMedia(messages: readonly Message[], media: ById<Media>): readonly Message[] {
  const newest = (one: Media): Media => {
    const known = media[one.id];
    return known && known.version > one.version ? known : one;
  };
  const moved = ({ attachments }: Message): boolean => attachments.some((one) => newest(one) !== one);
  if (!messages.some(moved)) return messages;
  return messages.map((message) =>
    moved(message) ? { ...message, attachments: message.attachments.map(newest) } : message,
  );
}
