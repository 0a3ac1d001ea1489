import { useState, type ReactNode } from 'react';
import { useAddress } from './use-address.js';

interface Props<Id> {
  mediaId: Id;
  children: ReactNode;
}

/** The picture of a person or a team; `children` for as long as there is none. */
export function PictureOf({ mediaId, children }: Props<string | null>) {
  if (mediaId === null) return children;
  return (
    <Shown key={mediaId} mediaId={mediaId}>
      {children}
    </Shown>
  );
}

/** Of one picture alone: whose address is known, and whether it is loaded, says nothing of the next. */
function Shown({ mediaId, children }: Props<string>) {
  const [isLoaded, setLoaded] = useState(false);
  const { address, onError } = useAddress(mediaId, 'content', isLoaded);
  return (
    <>
      {!isLoaded && children}
      {address && (
        <img
          src={address}
          alt=""
          onLoad={() => setLoaded(true)}
          onError={onError}
          className={isLoaded ? 'absolute inset-0 size-full object-cover' : 'hidden'}
        />
      )}
    </>
  );
}
