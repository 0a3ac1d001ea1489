import { useCallback } from 'react';
import { useSearchParams } from 'wouter';

/** What may stand beside a conversation. `of` says which one where there are many: the id of a thread's first message. */
export interface Pane {
  kind: 'details' | 'pins' | 'search' | 'thread' | 'threads';
  of?: string;
}

/**
 * The pane beside the conversation, and how to open another or none. It is in the address (`?pane=thread:<id>`), so it survives a reload, can be
 * sent to somebody, and the browser's way back closes it.
 */
export function usePane(): [Pane | undefined, (pane: Pane | undefined) => void] {
  const [params, setParams] = useSearchParams();
  const [kind, of] = params.get('pane')?.split(':') ?? [];
  const open = useCallback(
    (pane: Pane | undefined): void =>
      setParams((now) => {
        if (pane) now.set('pane', pane.of ? `${pane.kind}:${pane.of}` : pane.kind);
        else now.delete('pane');
        return now;
      }),
    [setParams],
  );
  return [kind ? ({ kind, of } as Pane) : undefined, open];
}
