import { lazy, Suspense, useEffect, useRef, useState, type ClipboardEvent } from 'react';
import type { Channel } from '@parley/client';
import { Mic, SendHorizontal } from 'lucide-react';
import { client, useStatus } from '../session/parley.js';
import { AttachButton } from '../tray/attach-button.js';
import { attach } from '../tray/attach.js';
import { recordingFormat } from '../tray/can-record.js';
import { filesIn } from '../tray/drop-zone.js';
import { hindrance, takeFromTray, useTray } from '../tray/trays.js';
import { IconButton } from '../ui/button.js';
import { keepDraft, useDraft } from './drafts.js';
import { TextBox } from './text-box.js';

const TrayList = lazy(() => import('../tray/tray-list.js'));
const Recorder = lazy(() => import('../tray/recorder.js'));

interface Props {
  channel: Channel;
  onSent: () => void;
  /** The arrow upwards in an empty box. */
  onEditLast: () => void;
}

/** Where one writes. What is not sent yet is kept per channel. */
export function Composer({ channel, onSent, onEditLast }: Props) {
  const { id, name } = channel;
  const text = useDraft(id);
  const tray = useTray(id);
  const { state } = useStatus();
  const [isRecording, setRecording] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '' && tray.items.length === 0;
  const waitsFor = hindrance(tray);

  // With a keyboard one wants to type at once; on a touch screen that would push one up over the conversation.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.focus();
  }, [isRecording]);

  function send(): void {
    if (isEmpty || waitsFor !== undefined) return;
    const mediaIds = takeFromTray(id);
    client.send({ channelId: id, body: text.trim() === '' ? '' : text, ...(mediaIds.length > 0 && { mediaIds }) });
    keepDraft(id, '');
    onSent();
    box.current?.focus();
  }

  /** Pictures of the screen and the like. A table that is copied brings a picture of itself besides its text, which is what is meant. */
  function paste(event: ClipboardEvent): void {
    const files = filesIn(event.clipboardData);
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    void attach(id, files);
  }

  return (
    <div className="px-3 pb-3 md:px-5 md:pb-5">
      {state === 'offline' && (
        <p className="px-1 pb-1.5 text-sm text-muted">
          You are offline. What you send waits here and goes out by itself, once.
        </p>
      )}
      <div className="grid grid-cols-1 gap-1.5 rounded-xl border border-line bg-raised p-1.5 shadow-sm focus-within:border-accent">
        {(tray.items.length > 0 || tray.notice !== undefined) && (
          <Suspense>
            <TrayList channelId={id} />
          </Suspense>
        )}
        <div className="flex items-end gap-1">
          {isRecording ? (
            <Suspense>
              <Recorder channelId={id} onEnd={() => setRecording(false)} />
            </Suspense>
          ) : (
            <>
              <AttachButton onFiles={(files) => void attach(id, files)} />
              <TextBox
                ref={box}
                id="message"
                aria-label={`Message to ${name}`}
                placeholder={`Message to ${name}`}
                enterKeyHint="send"
                value={text}
                onText={(next) => keepDraft(id, next)}
                onEnter={send}
                onPaste={paste}
                onKey={(event) => {
                  if (event.key !== 'ArrowUp' || text !== '') return;
                  event.preventDefault();
                  onEditLast();
                }}
                className="max-h-60 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base leading-normal outline-none placeholder:truncate placeholder:text-muted md:text-[0.9375rem]"
              />
              {recordingFormat() !== undefined && (
                <IconButton label="Record a voice note" onClick={() => setRecording(true)}>
                  <Mic size={18} />
                </IconButton>
              )}
              <button
                type="button"
                aria-label="Send"
                title={waitsFor ?? 'Send'}
                disabled={isEmpty || waitsFor !== undefined}
                onClick={send}
                className="grid size-9 shrink-0 place-content-center rounded-lg bg-accent text-on-accent transition disabled:bg-transparent disabled:text-muted"
              >
                <SendHorizontal size={18} />
              </button>
            </>
          )}
        </div>
      </div>
    </div>
  );
}
