import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Media } from '@parley/client';
import { ChevronLeft, ChevronRight, X, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { DownloadLink } from './file-row.js';
import { useAddress } from './use-address.js';

interface Props {
  pictures: readonly Media[];
  /** The one to begin with. */
  first: number;
  onClose: () => void;
}

/** Pictures as large as the window allows, or larger, to be moved about. Escape closes, arrow keys go to the next. */
export function PictureDialog({ pictures, first, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [index, setIndex] = useState(first);
  const [isZoomed, setZoomed] = useState(false);
  const picture = pictures[index] ?? pictures[0]!;
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
  }, []);

  function step(by: number): void {
    setIndex((index + by + pictures.length) % pictures.length);
    setZoomed(false);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (isZoomed) return; // they move about in it
    if (event.key === 'ArrowLeft') step(-1);
    else if (event.key === 'ArrowRight') step(1);
  }

  return (
    <dialog
      ref={dialog}
      aria-label={picture.name}
      onClose={onClose}
      onKeyDown={onKeyDown}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="h-dvh max-h-none w-screen max-w-none bg-transparent p-3 backdrop:bg-black/80"
    >
      <div className="pointer-events-none flex h-full flex-col gap-3">
        <header className="pointer-events-auto flex items-center gap-1 rounded-xl bg-raised px-3 py-1">
          <h2 className="min-w-0 flex-1 truncate font-medium">
            <bdi>{picture.name}</bdi>
          </h2>
          {pictures.length > 1 && (
            <>
              <IconButton label="Previous picture" onClick={() => step(-1)}>
                <ChevronLeft size={18} />
              </IconButton>
              <span className="text-sm text-muted tabular-nums">
                {index + 1} of {pictures.length}
              </span>
              <IconButton label="Next picture" onClick={() => step(1)}>
                <ChevronRight size={18} />
              </IconButton>
            </>
          )}
          <IconButton label={isZoomed ? 'Zoom out' : 'Zoom in'} onClick={() => setZoomed(!isZoomed)}>
            {isZoomed ? <ZoomOut size={18} /> : <ZoomIn size={18} />}
          </IconButton>
          <DownloadLink key={picture.id} media={picture} />
          <IconButton label="Close" onClick={() => dialog.current?.close()}>
            <X size={18} />
          </IconButton>
        </header>
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
