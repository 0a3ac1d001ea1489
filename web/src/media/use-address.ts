import { useCallback, useEffect, useState } from 'react';
import { client } from '../session/parley.js';

/** What of an upload is shown: the file itself, or a picture of it within 360 or 1280 pixels. */
export type Variant = 'content' | 'small' | 'large';

/** Milliseconds before its end that an address is renewed. */
const EARLY = 60_000;
/** Milliseconds until it is tried again after a failure, each time longer. */
const PAUSE = 1_500;
/** So often; then something else is wrong. */
const TRIES = 3;

interface Address {
  /** For `src` and `href`; undefined until it is known. */
  address: string | undefined;
  /** It was tried several times and cannot be had. */
  isBroken: boolean;
  /** To be called when loading from the address failed: it may have ended, or the connection broke. */
  onError: () => void;
}

/**
 * The signed address of an upload (of the same one for as long as the component stands: it has a `key`), since what is in `<img>` and `<audio>` can send no token. It is renewed before it ends, unless `held`: what is
 * loaded already, or playing, would only load once more.
 */
export function useAddress(mediaId: string, variant: Variant, held = false): Address {
  const [address, setAddress] = useState<string>();
  const [failures, setFailures] = useState(0);
  const [renewals, setRenewals] = useState(0);
  const isBroken = failures >= TRIES;

  useEffect(() => {
    if (isBroken || (held && failures === 0)) return undefined;
    let isCurrent = true;
    let renewal: ReturnType<typeof setTimeout> | undefined;
    const asking = setTimeout(ask, failures * PAUSE);
    function ask(): void {
      client.media.address(mediaId, variant).then(
        (found) => {
          if (!isCurrent) return;
          setAddress(found);
          renewal = setTimeout(() => setRenewals((count) => count + 1), untilRenewal(found));
        },
        () => isCurrent && setFailures((count) => count + 1),
      );
    }
    return () => {
      isCurrent = false;
      clearTimeout(asking);
      clearTimeout(renewal);
    };
  }, [mediaId, variant, held, isBroken, failures, renewals]);

  const onError = useCallback(() => {
    setAddress(undefined); // the same address once more is loaded once more
    setFailures((count) => count + 1);
  }, []);
  return { address, isBroken, onError };
}

/** Milliseconds until a minute before the time that is written in the address, and at least one. */
function untilRenewal(address: string): number {
  const expires = Number(new URL(address, location.href).searchParams.get('expires'));
  return Math.max(expires * 1_000 - Date.now() - EARLY, EARLY);
}
