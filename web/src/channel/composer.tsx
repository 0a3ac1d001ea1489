import { useEffect, useRef } from 'react';
import type { Channel } from '@parley/client';
import { SendHorizontal } from 'lucide-react';
import { client, useStatus } from '../session/parley.js';
import { keepDraft, useDraft } from './drafts.js';
import { TextBox } from './text-box.js';

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
  const { state } = useStatus();
  const box = useRef<HTMLTextAreaElement>(null);

  // With a keyboard one wants to type at once; on a touch screen that would push one up over the conversation.
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.focus();
  }, []);

  function send(): void {
    if (text.trim() === '') return;
    client.send({ channelId: id, body: text });
    keepDraft(id, '');
    onSent();
    box.current?.focus();
  }

  return (
    <div className="px-3 pb-3 md:px-5 md:pb-5">
      {state === 'offline' && (
        <p className="px-1 pb-1.5 text-sm text-muted">
          You are offline. What you send waits here and goes out by itself, once.
        </p>
      )}
      <div className="flex items-end gap-1 rounded-xl border border-line bg-raised p-1.5 shadow-sm focus-within:border-accent">
        <TextBox
          ref={box}
          id="message"
          aria-label={`Message to ${name}`}
          placeholder={`Message to ${name}`}
          enterKeyHint="send"
          value={text}
          onText={(next) => keepDraft(id, next)}
          onEnter={send}
          onKey={(event) => {
            if (event.key !== 'ArrowUp' || text !== '') return;
            event.preventDefault();
            onEditLast();
          }}
          className="max-h-60 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base leading-normal outline-none placeholder:truncate placeholder:text-muted md:text-[0.9375rem]"
        />
        <button
          type="button"
          aria-label="Send"
          title="Send"
          disabled={text.trim() === ''}
          onClick={send}
          className="grid size-9 shrink-0 place-content-center rounded-lg bg-accent text-on-accent transition disabled:bg-transparent disabled:text-muted"
        >
          <SendHorizontal size={18} />
        </button>
      </div>
    </div>
  );
}
