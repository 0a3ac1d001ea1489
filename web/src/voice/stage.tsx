import { useState } from 'react';
import type { Channel, VoiceRoom, VoiceView } from '@parley/client';
import { client } from '../session/parley.js';
import { CallState } from './connection.js';
import { Controls } from './controls.js';
import { Tile } from './tile.js';
import { focusOf, tilesOf } from './tiles.js';
import { useWaiting } from './use-waiting.js';
import { countOf } from './words.js';

interface Props {
  channel: Channel;
  room: VoiceRoom;
  view: VoiceView;
}

/** The call that one is in: everybody, what they show, and what one can do. */
export function Stage({ channel, room, view }: Props) {
  /** `null`: all alike, though somebody shares a screen. */
  const [chosen, setChosen] = useState<string | null>();
  const waiting = useWaiting(channel.id);
  const tiles = tilesOf(room.participants, view, client.me?.id ?? '');
  const focus = focusOf(tiles, chosen);
  const others = tiles.filter((tile) => tile !== focus);
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <CallState view={view} />
        <span className="text-sm text-muted tabular-nums">{countOf(room)}</span>
      </div>
      <ul
        aria-label="In the call"
        className="flex min-h-0 flex-wrap content-start justify-center gap-2 overflow-y-auto p-0.5"
      >
        {focus && <Tile key={focus.key} tile={focus} isLarge onFocus={() => setChosen(null)} />}
        {others.map((tile) => (
          <Tile key={tile.key} tile={tile} onFocus={() => setChosen(tile.key)} />
        ))}
      </ul>
      {waiting === 'calling' && (
        <p className="text-center text-sm text-muted">
          It rings with <bdi>{channel.name}</bdi>.
        </p>
      )}
      <div className="flex justify-center">
        <Controls view={view} />
      </div>
    </>
  );
}
