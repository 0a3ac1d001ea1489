import { useState } from 'react';
import type { Media } from '@parley/client';
import { placeOf } from './place.js';
import { useAddress } from './use-address.js';

interface Props {
  picture: Media;
  /** Among others: cut to a square. */
  isTile: boolean;
  onOpen: () => void;
}

/** A picture in a message. It has its place before it is loaded, so that nothing jumps. */
export function Picture({ picture, isTile, onOpen }: Props) {
  const { id, name, placeholder } = picture;
  const [isLoaded, setLoaded] = useState(false);
  const { address, isBroken, onError } = useAddress(id, isTile ? 'small' : 'large', isLoaded);
  return (
    <button
      type="button"
      aria-label={`Open ${name}`}
      title={name}
      onClick={onOpen}
      style={isTile ? undefined : placeOf(picture)}
      className={`relative block max-w-full overflow-hidden rounded-xl bg-panel after:pointer-events-none after:absolute after:inset-0 after:rounded-xl after:border after:border-ink/10 ${isTile ? 'aspect-square' : ''}`}
    >
      {placeholder !== null && !isLoaded && (
        <img src={placeholder} alt="" className="absolute inset-0 size-full scale-110 object-cover blur-md" />
      )}
      {isBroken ? (
        <span className="absolute inset-0 grid place-content-center p-3 text-sm text-muted">
          This picture could not be loaded.
        </span>
      ) : (
        address && (
          <img
            src={address}
            alt={name}
            loading="lazy"
            decoding="async"
            draggable={false}
            onLoad={() => setLoaded(true)}
            onError={onError}
            className="absolute inset-0 size-full object-cover"
          />
        )
      )}
    </button>
  );
}
