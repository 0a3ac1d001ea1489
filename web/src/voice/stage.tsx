import { useState } from 'react';
import type { Channel, VoiceRoom, VoiceView } from '@parley/client';
import { client } from '../session/parley.js';
import { CallState } from './connection.js';
import { Controls, LeaveButton } from './controls.js';
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
  const size = focus ? 'beside' : tiles.some(({ picture }) => picture !== null) ? 'picture' : 'face';
  return (
    <>
      <div className="flex items-center justify-between gap-3">
        <CallState view={view} />
        <span className="text-sm text-muted tabular-nums">{countOf(room)}</span>
      </div>
      <div className="flex min-h-0 flex-col gap-2 overflow-y-auto p-0.5 lg:flex-row lg:justify-center">
        {focus && (
          <ul aria-label="Large in the call" className="grid min-w-0 lg:flex-1">
            <Tile key={focus.key} tile={focus} size="large" onFocus={() => setChosen(null)} />
          </ul>
        )}
        <ul
          aria-label="In the call"
          className={`flex flex-wrap content-start justify-center gap-2 ${focus ? 'lg:w-48 lg:shrink-0' : 'min-w-0 lg:flex-1'}`}
        >
          {others.map((tile) => (
            <Tile key={tile.key} tile={tile} size={size} onFocus={() => setChosen(tile.key)} />
          ))}
        </ul>
      </div>
      {waiting === 'calling' && (
        <p className="text-center text-sm text-muted">
          It rings with <bdi>{channel.name}</bdi>.
        </p>
      )}
      <div className="flex flex-wrap items-center justify-center gap-1">
        <Controls view={view} />
        <LeaveButton />
      </div>
    </>
  );
}
