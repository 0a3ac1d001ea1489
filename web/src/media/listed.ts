import type { ListedMedia, Media, Message } from '@parley/client';

/** Something on a message, as the list of the conversation has it. */
export function listed(media: Media, { channelId, seq, author, createdAt: sentAt }: Message): ListedMedia {
  return { media, channelId, seq, author, sentAt };
}
