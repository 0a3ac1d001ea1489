import { useRef } from 'react';
import { Expand, Maximize2, Minimize2 } from 'lucide-react';
import { Avatar } from '../media/avatar.js';
import { IconButton } from '../ui/button.js';
import { Quality } from './connection.js';
import { Marks } from './marks.js';
import { ParticipantMenu } from './participant-menu.js';
import { Picture } from './picture.js';
import type { Tile as TileData } from './tiles.js';

/** Beside a large one, alike with others that show something, or where nobody does. */
const sizes = {
  large: 'max-h-[46dvh] w-full',
  beside: 'max-w-60 grow basis-32 lg:max-w-none lg:basis-full',
  picture: 'max-w-96 grow basis-36 sm:basis-52',
  face: 'max-w-64 grow basis-36',
};

interface Props {
  tile: TileData;
  size: keyof typeof sizes;
  /** Makes it large, or all alike. */
  onFocus: () => void;
}

/** A person or a shared screen in a call. */
export function Tile({ tile, size, onFocus }: Props) {
  const { kind, participant, isMe, picture, speaking, connection, quality } = tile;
  const box = useRef<HTMLLIElement>(null);
  const isLarge = size === 'large';
  const isScreen = kind === 'screen';
  const name = isMe ? 'You' : participant.user.displayName;
  const title = isScreen ? `${isMe ? 'Your' : `${name}’s`} screen` : name;
  const fill = (): void => void box.current?.requestFullscreen().catch((error: unknown) => console.warn(error));
  // Buttons for fingers would cover a small picture: only the one that makes it large stands in it.
  const onceLarge = picture && !isLarge ? 'pointer-coarse:hidden' : '';
  const canFill = picture !== null && document.fullscreenEnabled === true;

  return (
    <li
      ref={box}
      data-tile={kind}
      data-speaking={(speaking && !isScreen) || undefined}
      onDoubleClick={({ target }) => canFill && target instanceof HTMLVideoElement && fill()} // not on a button over it
      className={`group relative grid aspect-video min-w-0 place-content-center overflow-hidden rounded-xl bg-rail data-speaking:ring-2 data-speaking:ring-ok ${sizes[size]}`}
    >
      {picture ? (
        <Picture
          picture={picture}
          label={isScreen ? title : `${isMe ? 'Your' : `${name}’s`} camera`}
          isMirrored={isMe && !isScreen}
          isWhole={isScreen}
        />
      ) : isScreen ? (
        <p className="p-3 text-center text-sm text-muted">The screen is on its way…</p>
      ) : (
        <Avatar user={participant.user} className={isLarge ? 'size-24' : 'size-14'} />
      )}
      <div className="absolute inset-x-1.5 bottom-1.5 flex items-center justify-between gap-1.5">
        <span className="flex min-w-0 items-center gap-1.5 rounded-md bg-canvas px-1.5 py-0.5 text-sm">
          <bdi className="truncate">{title}</bdi>
          {!isScreen && <Marks participant={participant} />}
          {!isMe && quality === 'poor' && <Quality quality={quality} size={14} />}
        </span>
      </div>
      {connection !== 'connected' && (
        <span className="absolute start-1.5 top-1.5 rounded-md bg-canvas px-1.5 py-0.5 text-xs text-warn">
          {connection === 'connecting' ? 'Connecting…' : 'Reconnecting…'}
        </span>
      )}
      <div className="absolute end-1 top-1 flex rounded-lg bg-canvas opacity-0 transition group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
        {picture && (
          <IconButton label={isLarge ? `${title}: as small as the others` : `${title}: large`} onClick={onFocus}>
            {isLarge ? <Minimize2 size={16} /> : <Maximize2 size={16} />}
          </IconButton>
        )}
        {canFill && (
          <IconButton label={`${title}: full screen`} className={onceLarge} onClick={fill}>
            <Expand size={16} />
          </IconButton>
        )}
        {!isScreen && (
          <span className={onceLarge}>
            <ParticipantMenu participant={participant} />
          </span>
        )}
      </div>
    </li>
  );
}
