import { useRef, useState } from 'react';
import { MessagesSquare, MoreVertical, Pin, Search, type LucideIcon } from 'lucide-react';
import { ariaKeys } from '../ui/chord.js';
import { shortcuts } from '../keys/shortcuts.js';
import { useShortcuts } from '../keys/use-shortcuts.js';
import { usePane, type Pane } from '../frame/pane.js';
import { useUnreadThreads } from '../threads/unread-threads.js';
import { AnchoredDialog } from '../ui/anchored-dialog.js';
import { IconButton } from '../ui/button.js';

const panes: readonly { kind: Pane['kind']; label: string; icon: LucideIcon; keys?: string }[] = [
  { kind: 'threads', label: 'Threads', icon: MessagesSquare },
  { kind: 'pins', label: 'Pinned messages', icon: Pin },
  { kind: 'search', label: 'Search', icon: Search, keys: ariaKeys(shortcuts.search.chord) },
];

/** The ways to what stands beside a conversation: side by side where there is room, else in a list of their own. */
export function BesideButtons({ channelId }: { channelId: string }) {
  const hasNews = useUnreadThreads(channelId).length > 0;
  const [pane, open] = usePane();
  const [showsList, setShowsList] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const toggle = (kind: Pane['kind']): void => open(pane?.kind === kind ? undefined : { kind });

  useShortcuts({ search: () => open({ kind: 'search' }) });

  return (
    <>
      <span className="hidden sm:flex">
        {panes.map(({ kind, label, icon: Icon, keys }) => (
          <IconButton
            key={kind}
            label={kind === 'threads' && hasNews ? `${label}, new replies` : label}
            aria-expanded={pane?.kind === kind}
            aria-keyshortcuts={keys}
            onClick={() => toggle(kind)}
          >
            <Sign icon={Icon} hasNews={kind === 'threads' && hasNews} />
          </IconButton>
        ))}
      </span>
      <span ref={anchor} className="sm:hidden">
        <IconButton
          label={hasNews ? 'Threads (new replies), pins, search' : 'Threads, pins, search'}
          aria-haspopup="dialog"
          onClick={() => setShowsList(true)}
        >
          <Sign icon={MoreVertical} hasNews={hasNews} />
        </IconButton>
      </span>
      {showsList && (
        <AnchoredDialog label="Beside this conversation" anchor={anchor.current} onClose={() => setShowsList(false)}>
          <ul className="grid w-[calc(100vw-1rem)] p-2">
            {panes.map(({ kind, label, icon: Icon }) => (
              <li key={kind} className="grid">
                <button
                  type="button"
                  onClick={() => {
                    setShowsList(false);
                    open({ kind });
                  }}
                  className="flex min-h-12 items-center gap-3 rounded-lg px-3 hover:bg-hover"
                >
                  <Icon size={18} className="text-muted" aria-hidden="true" /> {label}
                  {kind === 'threads' && hasNews && <span className="ms-auto text-sm text-accent">new replies</span>}
                </button>
              </li>
            ))}
          </ul>
        </AnchoredDialog>
      )}
    </>
  );
}

/** A dot says that there are new replies in threads that one follows; the button's name says it as well. */
function Sign({ icon: Icon, hasNews }: { icon: LucideIcon; hasNews: boolean }) {
  return (
    <span className="relative">
      <Icon size={18} />
      {hasNews && (
        <span
          aria-hidden="true"
          className="absolute -end-0.5 -top-0.5 size-2 rounded-full bg-accent ring-2 ring-canvas"
        />
      )}
    </span>
  );
}
