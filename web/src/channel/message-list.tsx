import { useEffect, useImperativeHandle, useMemo, type KeyboardEvent, type RefObject } from 'react';
import type { Channel, Message } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { DeedsOfConversation } from './deeds.js';
import { Beginning, Older } from './older.js';
import { MessageRow } from './message-row.js';
import { isTogether, placed } from './messages.js';
import { NewMessages } from './new-messages.js';
import { PendingRow } from './pending-row.js';
import { useReading } from './use-reading.js';
import { useStay } from './use-stay.js';

interface Props {
  channel: Channel;
  /** Id of the message that is being edited. */
  editing: string | undefined;
  onEdit: (messageId: string | undefined) => void;
  /** Filled with what scrolls to the end. */
  toEnd: RefObject<(() => void) | undefined>;
}

/** What was said, oldest first, and what is on its way. */
export function MessageList({ channel, editing, onEdit, toEnd }: Props) {
  const { id } = channel;
  const messages = useParley(() => client.messages(id));
  const pending = useParley(() => client.pending(id));
  const isLoaded = useParley(() => Boolean(client.state.timelines[id]?.window));
  const hasBefore = useParley(() => client.hasBefore(id));
  const moderates = useParley(() => mayModerate(channel));
  const isMember = useParley(() => client.state.memberships[id] !== undefined);
  const looker = useMemo(() => ({ moderates, isMember }), [moderates, isMember]);
  const stay = useStay();
  const rows = useMemo(() => placed(messages), [messages]);
  const fresh = useReading(id, messages, stay.atEnd);
  useImperativeHandle(toEnd, () => stay.toEnd, [stay.toEnd]);

  // An editor that opens out of sight would be typed into unseen.
  useEffect(() => {
    if (editing !== undefined) document.getElementById(`message-${editing}`)?.scrollIntoView({ block: 'nearest' });
  }, [editing]);

  return (
    <DeedsOfConversation onEdit={onEdit} onUnread={() => undefined}>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          ref={stay.scroller}
          onScroll={stay.onScroll}
          onKeyDown={moveAmongRows}
          role="region"
          aria-label={`Messages in ${channel.name}`}
          tabIndex={0}
          className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none] focus-visible:-outline-offset-2"
        >
          <div ref={stay.content} className="flex min-h-full flex-col justify-end pb-3">
            {isLoaded &&
              (hasBefore ? <Older channelId={id} scroller={stay.scroller} /> : <Beginning channel={channel} />)}
            <ol ref={stay.rows}>
              {rows.map(({ message, day, leads }) => (
                <li key={message.id}>
                  <MessageRow
                    message={message}
                    day={day}
                    leads={leads}
                    isFirstNew={false}
                    looker={looker}
                    isEditing={editing === message.id}
                    onEdit={onEdit}
                    isTarget={false}
                  />
                </li>
              ))}
            </ol>
            {pending.length > 0 && (
              <ol aria-label="Not sent yet">
                {pending.map((one, index) => (
                  <PendingRow key={one.nonce} pending={one} leads={index === 0 && leadsNow(messages.at(-1))} />
                ))}
              </ol>
            )}
          </div>
        </div>
        {!stay.atEnd && <NewMessages count={fresh} onClick={stay.toEnd} />}
      </div>
    </DeedsOfConversation>
  );
}

const leaders = new Set(['owner', 'admin', 'moderator', 'teacher']);

/** Whether one may delete what others wrote, by docs/permissions.md; the server decides. */
function mayModerate({ id, teamId }: Channel): boolean {
  const role = client.state.memberships[id]?.role;
  const teamRole = teamId === null ? undefined : client.state.teamMemberships[teamId]?.role;
  return (role !== undefined && role !== 'member') || (teamRole !== undefined && leaders.has(teamRole));
}

/** Whether a message of one's own that follows now stands under a name of its own. */
function leadsNow(last: Message | undefined): boolean {
  const now = { author: { id: client.me?.id ?? '' }, createdAt: new Date().toISOString() };
  return !last || !isTogether(last, now);
}

/** Arrow keys go from message to message; the list itself is one stop on the way of the Tab key. */
function moveAmongRows(event: KeyboardEvent<HTMLElement>): void {
  const target = event.target as HTMLElement;
  const isRow = target.id.startsWith('message-');
  if (!isRow && target !== event.currentTarget) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[id^=message-]')];
  const here = rows.indexOf(target);
  const next = event.key === 'ArrowUp' ? (isRow ? rows[here - 1] : rows.at(-1)) : isRow ? rows[here + 1] : undefined;
  if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !next) return;
  event.preventDefault();
  next.focus();
}
