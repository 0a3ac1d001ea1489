import { useEffect, useState } from 'react';
import { ParleyError } from '@parley/client';
import { client } from '../session/parley.js';
import { Nothing } from '../frame/nothing.js';
import { Splash } from '../ui/splash.js';
import { jumpTo } from '../frame/jump.js';

/** Where a copied link leads: on to the message, if one may see it. */
export default function MessageLink({ messageId }: { messageId: string }) {
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    let isLeft = false;
    client
      .command('message.open', { messageId })
      .then(({ channelId }) => (isLeft ? undefined : jumpTo(messageId, channelId, { replace: true })))
      .catch((error: unknown) => {
        if (!(error instanceof ParleyError)) throw error;
        setRefused(true);
      });
    return () => void (isLeft = true);
  }, [messageId]);
  return isRefused ? <Nothing /> : <Splash />;
}
