import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { ListedMedia, Media } from '@parley/client';
import { ChevronLeft, ChevronRight, MessageSquareShare, X, ZoomIn, ZoomOut } from 'lucide-react';
import { quietly } from '../session/parley.js';
import { jumpTo } from '../frame/jump.js';
import { IconButton } from '../ui/button.js';
import { dayOf, timeOf } from '../ui/time.js';
import { DownloadLink } from './file-row.js';
import { useAddress } from './use-address.js';
import { useGallery } from './use-gallery.js';
import { useSwipe } from './use-swipe.js';

interface Props {
  /** Whose pictures these are: of a channel with its threads, or of a thread. */
  channelId: string;
  /** Some that are known already, oldest first, and the one of them to begin with. */
  pictures: readonly ListedMedia[];
  first: number;
  onClose: () => void;
}

/**
 * The pictures of a conversation, as large as the window allows, or larger, to be moved about. Escape closes; arrow keys, and a finger that is drawn to
 * the side, go to the next.
 */
export function PictureDialog({ channelId, pictures, first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const gallery = useGallery(channelId, pictures, first);
  const [isZoomed, setZoomed] = useState(false);
  const { media: picture, author, sentAt, channelId: placeId } = gallery.current;
  const swipe = useSwipe((direction) => !isZoomed && step(direction < 0 ? 'newer' : 'older'));
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  function step(side: 'older' | 'newer'): void {
    gallery.step(side);
    setZoomed(false);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isZoomed) return; // they move about in it
    if (event.key === 'ArrowLeft') step('older');
    else if (event.key === 'ArrowRight') step('newer');
  }
  function show(): void {
    dialog.current?.close();
    quietly(jumpTo(picture.messageId!, placeId));
  }

  return (
    <dialog
      ref={dialog}
      aria-label={picture.name}
      onClose={onClose}
      onKeyDown={onKeyDown}
      {...swipe}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className={`h-dvh max-h-none w-screen max-w-none bg-transparent p-3 backdrop:bg-black/90 ${isZoomed ? '' : 'touch-pan-y touch-pinch-zoom'}`}
    >
      <div className="pointer-events-none flex h-full flex-col gap-3">
        <header className="pointer-events-auto flex flex-wrap items-center justify-end gap-1 rounded-xl bg-raised px-3 py-1">
          <div role="status" className="grid min-w-0 flex-1 leading-tight max-sm:basis-full max-sm:pt-1.5">
            <h2 className="truncate font-medium">
              <bdi>{picture.name}</bdi>
            </h2>
            <p className="truncate text-sm text-muted">
              <bdi>{author.displayName}</bdi> · {dayOf(sentAt)}, {timeOf(sentAt)}
            </p>
          </div>
          <IconButton label="Previous picture" aria-disabled={!gallery.has('older')} onClick={() => step('older')}>
            <ChevronLeft size={18} />
          </IconButton>
          <IconButton label="Next picture" aria-disabled={!gallery.has('newer')} onClick={() => step('newer')}>
            <ChevronRight size={18} />
          </IconButton>
          <IconButton label="Show in the conversation" onClick={show}>
            <MessageSquareShare size={18} />
          </IconButton>
          <IconButton label={isZoomed ? 'Zoom out' : 'Zoom in'} onClick={() => setZoomed(!isZoomed)}>
            {isZoomed ? <ZoomOut size={18} /> : <ZoomIn size={18} />}
          </IconButton>
          <DownloadLink key={picture.id} media={picture} />
          <IconButton label="Close" onClick={() => dialog.current?.close()}>
            <X size={18} />
          </IconButton>
        </header>
        <p role="alert" className="pointer-events-auto rounded-xl bg-danger-soft px-3 py-2 text-danger empty:hidden">
          {gallery.problem}
        </p>
        <Shown key={picture.id} picture={picture} isZoomed={isZoomed} />
      </div>
    </dialog>
  );
}

function Shown({ picture, isZoomed }: { picture: Media; isZoomed: boolean }) {
  const { id, name, placeholder, width, height } = picture;
  const [isLoaded, setLoaded] = useState(false);
  const { address, isBroken, onError } = useAddress(id, 'content', isLoaded);
  if (isBroken) return <p className="m-auto text-white">This picture could not be loaded.</p>;
  const image = (
    <img
      src={address ?? placeholder ?? undefined}
      alt={name}
      draggable={false}
      width={width ?? undefined}
      height={height ?? undefined}
      onLoad={() => address && setLoaded(true)}
      onError={onError}
      // Twice as wide as the window, or as it is where that is more.
      style={isZoomed ? { width: `max(200%, ${width ?? 0}px)` } : undefined}
      className={`pointer-events-auto ${isZoomed ? 'h-auto max-w-none' : 'm-auto min-h-0 max-w-full flex-initial object-contain'} ${isLoaded ? '' : 'blur-sm'}`}
    />
  );
  if (!isZoomed) return image;
  return (
    <div tabIndex={0} role="group" aria-label={name} className="pointer-events-auto min-h-0 flex-1 overflow-auto">
      {image}
    </div>
  );
}
