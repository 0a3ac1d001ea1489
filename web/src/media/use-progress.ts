import { useEffect, useState } from 'react';
import { client } from '../session/parley.js';

/** How far an upload is made ready, in per cent; undefined until something was heard. It passes: nothing hangs on it. */
export function useProgress(mediaId: string): number | undefined {
  const [percent, setPercent] = useState<number>();
  useEffect(
    () =>
      client.on('media.progress', (progress) => {
        if (progress.mediaId === mediaId) setPercent(progress.percent);
      }),
    [mediaId],
  );
  return percent;
}
