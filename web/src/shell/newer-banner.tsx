import { useEffect, useState } from 'react';
import { RefreshCw, X } from 'lucide-react';
import { lookForNewer, useNewer, watchForNewer } from '../offline/newer.js';
import { onReturn } from '../session/parley.js';
import { useHoldsFiles } from '../tray/trays.js';
import { Button, IconButton } from '../ui/button.js';

/**
 * Tells that the server has a newer version of the page. When it is loaded is for the reader to say: what is written stays, and so does what waits to
 * be sent, but not a place in a long conversation, nor files that were not sent.
 */
export function NewerBanner() {
  const isNewer = useNewer();
  const [isLater, setLater] = useState(false);
  const holdsFiles = useHoldsFiles();
  useEffect(watchForNewer, []);
  useEffect(() => onReturn(() => void lookForNewer()), []); // a new version begins with a pause of the connection
  // The region is there before its words: else many screen readers say nothing.
  return (
    <div role="status">
      {isNewer && !isLater && (
        <div className="flex shrink-0 items-center gap-3 border-b border-line bg-accent-soft py-1 ps-4 pe-1 text-sm md:ps-5">
          <RefreshCw size={16} aria-hidden="true" className="shrink-0 text-accent" />
          <p className="min-w-0 flex-1 py-1">
            A new version of Parley is ready.{holdsFiles && ' Send your files first: they would not come along.'}
          </p>
          <Button look="quiet" onClick={() => location.reload()}>
            Reload
          </Button>
          <IconButton label="Later" onClick={() => setLater(true)}>
            <X size={16} />
          </IconButton>
        </div>
      )}
    </div>
  );
}
