import type { Pages } from './use-pages.js';
import { Button } from './button.js';

interface Props {
  pages: Pick<Pages<unknown>, 'items' | 'hasMore' | 'busy' | 'problem' | 'more'>;
  /** What to say where there is nothing, unless the list says it itself. */
  empty?: string;
}

/** Below a list that comes in pages: that it is on its way, that there is more, why it did not come, or that there is nothing. */
export function More({ pages: { items, hasMore, busy, problem, more }, empty }: Props) {
  if (problem !== undefined)
    return (
      <p role="alert" className="flex flex-wrap items-center gap-2 text-danger">
        {problem}
        <Button look="quiet" onClick={more}>
          Try again
        </Button>
      </p>
    );
  if (items === undefined || (busy && items.length === 0))
    return (
      <p role="status" className="text-muted">
        Loading…
      </p>
    );
  if (hasMore)
    return (
      <Button look="plain" disabled={busy} onClick={more} className="justify-self-center">
        {busy ? 'Loading…' : 'Show more'}
      </Button>
    );
  return items.length === 0 && empty !== undefined ? <p className="text-muted text-pretty">{empty}</p> : null;
}
