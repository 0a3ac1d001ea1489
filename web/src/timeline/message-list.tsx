import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, type RefObject } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Channel } from '@parley/client';
import { Beginning } from './beginning.js';
import { useShortcuts } from '../keys/use-shortcuts.js';
import { Edge } from '../list/edge.js';
import { moveAmongRows } from '../list/move-among-rows.js';
import { useEdges } from '../list/use-edges.js';
import { useKept } from '../list/use-kept.js';
import { useStay } from '../list/use-stay.js';
import { useSteps } from '../list/use-steps.js';
import { DeedsOfConversation } from '../message/deeds.js';
import { MessageRow } from '../message/message-row.js';
import { PendingRow } from '../message/pending-row.js';
import { client, useParley } from '../session/parley.js';
import { NewMessages } from './new-messages.js';
import { NotHere } from './not-here.js';
import { Notice, useNotice } from './notice.js';
import { rowsOf, type Row } from './rows.js';
import { useArrival } from './use-arrival.js';
import { useCatchUp } from './use-catch-up.js';
import { useLooker } from './use-looker.js';
import { useReading } from './use-reading.js';
import { keepNear, lastSeen } from './window.js';

interface Props {
  channel: Channel;
  /** Whether the messages where reading begins are there. */
  isReady: boolean;
  /** Id of the message that is being edited. */
  editing: string | undefined;
  onEdit: (messageId: string | undefined) => void;
  /** Filled with what leads to the end. */
  toEnd: RefObject<(() => void) | undefined>;
}

/** What was said, oldest first, and what is on its way. Only what is in sight or near is drawn, and only what is near is in memory. */
export function MessageList({ channel, isReady, editing, onEdit, toEnd }: Props) {
  const { id } = channel;
  const messages = useParley(() => client.messages(id));
  const pending = useParley(() => client.pending(id));
  const isWhole = useParley(() => client.state.timelines[id]?.window?.hasBefore === false);
  const hasAfter = useParley(() => client.pages.hasAfter(id));
  const userId = useParley(() => client.me?.id);
  const looker = useLooker(channel);
  const list = useRef<VirtualizerHandle>(null);
  const [notice, tell] = useNotice();
  const stay = useStay(hasAfter, () => {
    reading.saw(lastSeen(rows, list.current));
    keepNear(id, rows, list.current);
    edges.look();
  });
  const { scroller, toEnd: stayAtEnd, release } = stay;
  const reading = useReading(id, { isReady, atEnd: isReady && stay.atEnd && !hasAfter });
  const { newAfter, missedAfter, caughtUp, readAll } = reading;
  const wanted = useMemo(
    () => (isReady ? rowsOf({ messages, pending, isWhole, newAfter, userId }) : NO_ROWS),
    [isReady, messages, pending, isWhole, newAfter, userId],
  );
  const { rows, shift, life } = useSteps(wanted);
  const edges = useEdges(
    stay,
    rows,
    useMemo(() => (isWhole || !isReady ? undefined : () => client.loadBefore(id)), [isWhole, isReady, id]),
    useMemo(() => (hasAfter ? () => client.pages.after(id) : undefined), [hasAfter, id]),
  );
  const leadToEnd = useCallback(() => {
    if (!client.pages.hasAfter(id)) return end();
    void client.pages.newest(id).then(end, () => tell('The newest messages cannot be loaded right now.'));
    function end(): void {
      list.current?.scrollTo(FURTHEST); // ends a way elsewhere, which the virtual list pursues until all on it is measured
      stayAtEnd();
    }
  }, [id, stayAtEnd, tell]);
  const place = { channelId: id, rows, isReady, list, release, tell };
  const lit = useArrival({ ...place, toEnd: stayAtEnd, hasMissed: missedAfter !== undefined });
  useCatchUp({ ...place, missedAfter, caughtUp });
  useShortcuts(channel.kind === 'thread' ? NO_KEYS : { markRead: readAll }); // a thread shares the page with its conversation
  const kept = useKept(scroller, rows, editing, lit);
  useImperativeHandle(toEnd, () => leadToEnd, [leadToEnd]);

  // An editor that opens out of sight would be typed into unseen.
  useEffect(() => {
    const index = rows.findIndex(({ key }) => key === editing);
    if (index >= 0) list.current?.scrollToIndex(index, { align: 'nearest' });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- when it opens, not whenever rows come
  }, [editing]);

  return (
    <DeedsOfConversation onEdit={onEdit} onUnread={reading.unreadFrom} tell={tell}>
      <div className="relative flex min-h-0 flex-1 flex-col">
        <div
          ref={scroller}
          onScroll={() => {
            stay.onScroll();
            edges.look();
          }}
          onKeyDown={moveAmongRows}
          role="region"
          aria-label={`Messages in ${channel.name}`}
          tabIndex={0}
          className="flex min-h-0 flex-1 flex-col overflow-x-hidden overflow-y-auto overscroll-contain pb-3 [overflow-anchor:none] focus-visible:-outline-offset-2"
        >
          {channel.kind !== 'thread' && <div className="flex-1" />}
          <Virtualizer
            key={life}
            ref={list}
            as="ol"
            item="li"
            data={rows}
            shift={shift}
            bufferSize={BUFFER}
            keepMounted={kept}
            onResize={stay.settle}
            onScrollEnd={stay.onRest}
          >
            {(row: Row) =>
              row.kind === 'beginning' ? (
                <Beginning key={row.key} channel={channel} />
              ) : row.kind === 'pending' ? (
                <PendingRow key={row.key} pending={row.pending} leads={row.leads} />
              ) : (
                <MessageRow
                  key={row.key}
                  channel={channel}
                  message={row.message}
                  day={row.day}
                  leads={row.leads}
                  isFirstNew={row.isFirstNew}
                  looker={looker}
                  isEditing={editing === row.key}
                  onEdit={onEdit}
                  isTarget={lit === row.key}
                />
              )
            }
          </Virtualizer>
        </div>
        {!isReady && <NotHere pending={pending} />}
        <Edge {...edges.older} className="top-2">
          Loading older messages…
        </Edge>
        <Edge {...edges.newer} className="bottom-16">
          Loading newer messages…
        </Edge>
        {isReady && !stay.atEnd && <NewMessages unread={reading.unread} onEnd={leadToEnd} onRead={readAll} />}
        <Notice text={notice} />
      </div>
    </DeedsOfConversation>
  );
}

const NO_ROWS: readonly Row[] = [];
const NO_KEYS = {};
/** Further than any list is long: browsers stop at its end, wherever that is by then. */
const FURTHEST = Number.MAX_SAFE_INTEGER;
/** Pixels beyond what is in sight that are drawn: a fling on a phone is seldom faster in one frame. */
const BUFFER = 600;
