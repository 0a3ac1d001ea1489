import { memo, Suspense, useState, type KeyboardEvent } from 'react';
import type { Channel, Message } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { lazily } from '../ui/lazily.js';
import { Body } from './body.js';
import { actionsOf, useDeeds, type Looker, type MenuAt } from './row-actions.js';
import { DayLine, Heading, Margin, NewLine } from './row-parts.js';
import { RowToolbar } from './row-toolbar.js';
import { SystemLine } from './system-line.js';
import { useLongPress } from './use-long-press.js';

// Loaded when it is wanted, not with every conversation.
const MessageEditor = lazily(() => import('./message-editor.js'));

interface Props {
  channel: Channel;
  message: Message;
  day: string | undefined;
  leads: boolean;
  /** Whether what is new begins here. */
  isFirstNew: boolean;
  looker: Omit<Looker, 'isMine'>;
  isEditing: boolean;
  onEdit: (messageId: string | undefined) => void;
  /** Whether somebody has just been led here. */
  isTarget: boolean;
}

/** One message. It is drawn again only when it, or its place among its neighbours, has changed. */
export const MessageRow = memo(function MessageRow({ message, day, isFirstNew, ...props }: Props) {
  return (
    <>
      {day !== undefined && <DayLine day={day} />}
      {isFirstNew && <NewLine />}
      {message.kind === 'system' ? <SystemLine message={message} /> : <Said message={message} {...props} />}
    </>
  );
});

function Said({ channel, message, leads, looker, isEditing, onEdit, isTarget }: Omit<Props, 'day' | 'isFirstNew'>) {
  const deeds = useDeeds();
  const isMine = useParley(() => client.me?.id === message.author.id);
  const [isPointedAt, setPointedAt] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const [menuAt, setMenuAt] = useState<MenuAt>();
  const press = useLongPress(setMenuAt);
  // Worked out for the one that is pointed at, not for all.
  const actions = isPointedAt || hasFocus || menuAt ? actionsOf(message, { ...looker, isMine }, deeds) : [];

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const chosen = actions.find(({ shortcut }) => shortcut === event.key);
    if (chosen) chosen.run();
    else if (event.key === 'Enter' || event.key === 'ContextMenu') setMenuAt('button');
    else return;
    event.preventDefault();
  }

  return (
    <article
      id={`message-${message.id}`}
      tabIndex={-1}
      aria-keyshortcuts={actions.flatMap(({ shortcut }) => shortcut ?? []).join(' ') || undefined}
      onKeyDown={onKeyDown}
      onPointerEnter={({ pointerType }) => setPointedAt(pointerType === 'mouse')}
      onPointerLeave={() => setPointedAt(false)}
      onFocus={() => setFocus(true)}
      onBlur={({ currentTarget, relatedTarget }) => setFocus(currentTarget.contains(relatedTarget))}
      {...press}
      className={`group relative flex gap-3 px-4 pointer-coarse:[-webkit-touch-callout:none] pointer-coarse:select-none hover:bg-panel focus:bg-panel focus:outline-none focus-visible:bg-panel md:px-5 ${
        leads ? 'pt-3.5 pb-0.5' : 'py-0.5'
      } ${isTarget ? 'animate-found' : ''}`}
    >
      <Margin message={message} leads={leads} />
      <div className="min-w-0 flex-1">
        {leads && <Heading message={message} isReachable={hasFocus} />}
        {isEditing ? (
          <Suspense fallback={<Body message={message} />}>
            <MessageEditor channel={channel} message={message} onDone={() => onEdit(undefined)} />
          </Suspense>
        ) : (
          <Body message={message} />
        )}
      </div>
      {!isEditing && actions.length > 0 && <RowToolbar actions={actions} menuAt={menuAt} onMenu={setMenuAt} />}
    </article>
  );
}
