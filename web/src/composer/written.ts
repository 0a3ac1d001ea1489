import { changeTray } from '../tray/trays.js';
import { takeFromDraft } from './drafts.js';
import { answeredIn, replyTo } from './replying.js';

/** What is sent from a box. */
export interface Written {
  body: string;
  mediaIds?: string[];
  replyToId?: string;
}

/** Takes out of a box what was handed over; until then it stands there, also after a reload. What came into it meanwhile stays. */
export function takeOut(channelId: string, { body, mediaIds = [], replyToId }: Written): void {
  takeFromDraft(channelId, body);
  const sent = new Set(mediaIds);
  changeTray(channelId, (tray) => ({
    items: tray.items.filter(({ mediaId }) => mediaId === undefined || !sent.has(mediaId)),
  }));
  if (replyToId !== undefined && answeredIn(channelId)?.id === replyToId) replyTo(channelId, undefined);
}
