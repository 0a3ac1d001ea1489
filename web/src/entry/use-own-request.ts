import { useCallback, useEffect, useState } from 'react';
import type { CommandReply } from '@parley/client';
import { client, quietly } from '../session/parley.js';

type JoinRequest = CommandReply<'join_request.create'>;

/** What one asked last about being let into a channel: null for nothing, undefined while that is not known. */
export function useOwnRequest(channelId: string): [JoinRequest | null | undefined, (request: JoinRequest) => void] {
  const [request, setRequest] = useState<JoinRequest | null>();
  const take = useCallback(
    (heard: JoinRequest) => {
      if (heard.channelId === channelId && heard.user.id === client.me?.id) setRequest(heard);
    },
    [channelId],
  );
  useEffect(() => {
    setRequest(undefined);
    const ask = (): void =>
      quietly(
        client
          .command('channel.open', { channelId, include: ['joinRequest'] })
          .then(({ joinRequest = null }) => setRequest(joinRequest)),
      );
    ask();
    const stops = [
      client.on('join_request.created', take),
      client.on('join_request.approved', take),
      client.on('join_request.denied', take),
      client.onStatus(({ state }) => state === 'online' && ask()),
    ];
    return () => stops.forEach((stop) => stop());
  }, [channelId, take]);
  return [request, take];
}
