import type { Channel } from '@parley/client';
import { Lobby } from './lobby.js';
import { Stage } from './stage.js';
import { useVisitedRoom } from './use-visited-room.js';
import { useCall, useRoom } from './use-call.js';

/** The call of a channel, above its conversation. */
export default function VoicePanel({ channel }: { channel: Channel }) {
  const own = useRoom(channel.id);
  const visited = useVisitedRoom(channel.id);
  const room = own ?? visited;
  const view = useCall();
  const isIn = view?.channelId === channel.id;
  return (
    <section
      aria-label="Call"
      className="flex max-h-[62dvh] shrink-0 flex-col gap-3 border-b border-line bg-panel px-3 py-3 md:px-5"
    >
      {isIn && room ? <Stage channel={channel} room={room} view={view} /> : <Lobby channel={channel} room={room} />}
    </section>
  );
}
