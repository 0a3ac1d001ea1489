import { useCallback, useEffect } from 'react';
import type { ListedMedia, Media, Message } from '@parley/client';
import { listed } from '../media/listed.js';
import { client, onReturn } from '../session/parley.js';
import { usePages, type Pages } from '../ui/use-pages.js';

/** Things of one page. */
const PAGE = 30;

const keyOf = ({ media }: ListedMedia): string => media.id;

/** What was sent in a channel and in its threads, of these kinds, the newest first, and in step with what comes and goes. `kinds` stays the same. */
export function useFiles(channelId: string, kinds: readonly Media['kind'][]): Pages<ListedMedia> {
  const load = useCallback(
    (after?: string) =>
      client.command('media.list', { channelId, kinds: [...kinds], limit: PAGE, ...(after && { after }) }),
    [channelId, kinds],
  );
  const pages = usePages(load, keyOf);
  const { items, put, drop, refresh } = pages;
  useEffect(() => {
    const ofMessage = (messageId: string) => items?.filter(({ media }) => media.messageId === messageId) ?? [];
    const come = (message: Message): void => {
      if (!isIn(channelId, message.channelId)) return;
      for (const media of message.attachments) if (kinds.includes(media.kind)) put(listed(media, message));
    };
    const go = ({ id }: Message): void => ofMessage(id).forEach((one) => drop(keyOf(one)));
    const settle = (media: Media): void => {
      const known = items?.find((one) => keyOf(one) === media.id);
      if (known && media.state === 'ready' && kinds.includes(media.kind)) put({ ...known, media });
      else if (known) drop(media.id);
      else if (media.messageId !== null && media.state === 'ready') refresh(); // it may have become one of these
    };
    const stops = [
      client.on('message.created', come),
      client.on('message.deleted', go),
      client.on('media.ready', settle),
      client.on('media.failed', settle),
      onReturn(refresh),
    ];
    return () => stops.forEach((stop) => stop());
  }, [channelId, kinds, items, put, drop, refresh]);
  return pages;
}

/** Whether something said there stands in the list of this channel. Threads are heard of only when one follows them. */
function isIn(channelId: string, placeId: string): boolean {
  return placeId === channelId || client.state.channels[placeId]?.parentId === channelId;
}
