import { useCallback, useEffect } from 'react';
import type { ChannelMember } from '@parley/client';
import { client } from '../session/parley.js';
import { usePages, type Pages } from '../ui/use-pages.js';

/** Members of one page. The server allows 100. */
const PAGE = 100;

/** Who is in a channel, in the order in which they came, and in step with those who come and go. */
export function useChannelMembers(channelId: string): Pages<ChannelMember> {
  const load = useCallback(
    (after?: string) => client.command('channel.member.list', { channelId, limit: PAGE, ...(after && { after }) }),
    [channelId],
  );
  const pages = usePages(load, ({ user }) => user.id);
  const { put, drop } = pages;
  useEffect(() => {
    const come = (member: ChannelMember): void => void (member.channelId === channelId && put(member));
    const go = (gone: { channelId: string; userId: string }): void =>
      void (gone.channelId === channelId && drop(gone.userId));
    const stops = [
      client.on('channel.member.joined', come),
      client.on('channel.member.updated', come),
      client.on('channel.member.left', go),
      client.on('channel.member.removed', go),
    ];
    return () => stops.forEach((stop) => stop());
  }, [channelId, put, drop]);
  return pages;
}
