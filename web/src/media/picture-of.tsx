import { useState, type ReactNode } from 'react';
import { useAddress } from './use-address.js';

/** The picture of a person or a team; `children` for as long as there is none. */
export function PictureOf({ mediaId, children }: { mediaId: string | null; children: ReactNode }) {
  const [loaded, setLoaded] = useState<string>();
  const isLoaded = mediaId !== null && loaded === mediaId;
  const { address, onError } = useAddress(mediaId, 'content', isLoaded);
  return (
    <>
      {!isLoaded && children}
      {mediaId !== null && address && (
        <img
          key={mediaId}
          src={address}
          alt=""
          onLoad={() => setLoaded(mediaId)}
          onError={onError}
          className={isLoaded ? 'absolute inset-0 size-full object-cover' : 'hidden'}
        />
      )}
    </>
  );
}
