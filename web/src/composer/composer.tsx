import { Suspense, useEffect, useRef, useState, type ClipboardEvent } from 'react';
import type { Channel } from '@parley/client';
import { Mic } from 'lucide-react';
import { useCompletion } from '../completion/use-completion.js';
import { EmojiButton } from '../emoji/emoji-button.js';
import { useStatus } from '../session/parley.js';
import { AttachButton } from '../tray/attach-button.js';
import { attach } from '../tray/attach.js';
import { recordingFormat } from '../tray/can-record.js';
import { pastedFiles } from '../tray/drop-zone.js';
import { hindrance, useTray } from '../tray/trays.js';
import { TypingLine } from '../typing/typing-line.js';
import { forgetTyping, sayTyping } from '../typing/typing.js';
import { IconButton } from '../ui/button.js';
import { lazily } from '../ui/lazily.js';
import { keepDraft, useDraft } from './drafts.js';
import { replaceText } from '../completion/replace-text.js';
import { ReplyChip } from './reply-chip.js';
import { replyTo, useReplying } from './replying.js';
import { SendButton } from './send-button.js';
import { TextBox } from './text-box.js';
import { useBoxKeys } from './use-box-keys.js';
import type { Written } from './written.js';

const TrayList = lazily(() => import('../tray/tray-list.js'));
const Recorder = lazily(() => import('../tray/recorder.js'));

interface Props {
  channel: Channel;
  /** Id of the box in the page. */
  boxId?: string;
  /** Takes it out of the box (`takeOut`) as soon as it is handed over. */
  onSend: (written: Written) => void;
  /** The arrow upwards in an empty box. */
  onEditLast: () => void;
}

/** Where one writes. What is not sent yet is kept per channel. */
export function Composer({ channel, boxId = 'message', onSend, onEditLast }: Props) {
  const { id, name } = channel;
  const text = useDraft(id);
  const tray = useTray(id);
  const { state } = useStatus();
  const replying = useReplying(id);
  const [isRecording, setRecording] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(channel, text, box);
  const label = channel.kind === 'thread' ? 'Reply in the thread' : `Message to ${name}`;
  const onKey = useBoxKeys(id, onEditLast);
  const isEmpty = text.trim() === '' && tray.items.length === 0;
  const waitsFor = hindrance(tray);
  const mayRecord = recordingFormat() !== undefined;

  useEffect(() => {
    if (hasKeyboard()) box.current?.focus();
  }, [isRecording]);
  useEffect(() => {
    if (replying) box.current?.focus();
  }, [replying]);

  function write(next: string): void {
    keepDraft(id, next);
    sayTyping(id, next);
  }

  function send(): void {
    if (isEmpty || waitsFor !== undefined) return;
    const mediaIds = tray.items.flatMap(({ mediaId }) => mediaId ?? []);
    const body = text.trim() === '' ? '' : text;
    forgetTyping(id);
    onSend({ body, ...(mediaIds.length > 0 && { mediaIds }), ...(replying && { replyToId: replying.id }) });
    box.current?.focus();
  }

  /** Beside files there is often something to say. */
  function enclose(files: File[]): void {
    void attach(id, files);
    if (hasKeyboard()) box.current?.focus();
  }

  function paste(event: ClipboardEvent): void {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    void attach(id, files);
  }

  function putIn(emoji: string): void {
    const { selectionStart, selectionEnd } = box.current!;
    replaceText(box.current!, { from: selectionStart, to: selectionEnd }, emoji);
  }

  return (
    <div className="px-3 pb-3 md:px-5 md:pb-4">
      {state === 'offline' && (
        <p className="px-1 pb-1.5 text-sm text-muted">
          You are offline. What you send waits here and goes out by itself, once.
        </p>
      )}
      <TypingLine channelId={id} />
      <div className="@container relative grid grid-cols-1 gap-1.5 rounded-xl border border-edge bg-raised p-1.5 shadow-sm focus-within:border-accent">
        {completion.list}
        {replying && <ReplyChip message={replying} onCancel={() => replyTo(id, undefined)} />}
        {(tray.items.length > 0 || tray.notice !== undefined) && (
          <Suspense>
            <TrayList channelId={id} />
          </Suspense>
        )}
        <div className="flex items-end gap-0.5 @max-[16rem]:flex-wrap @max-[16rem]:justify-end">
          {isRecording ? (
            <Suspense>
              <Recorder channelId={id} onEnd={() => setRecording(false)} />
            </Suspense>
          ) : (
            <>
              <AttachButton onFiles={enclose} />
              <TextBox
                ref={box}
                id={boxId}
                aria-label={label}
                placeholder={label}
                enterKeyHint="send"
                value={text}
                onText={write}
                onEnter={send}
                onPaste={paste}
                onKey={(event) => {
                  completion.onKey(event);
                  if (!event.defaultPrevented) onKey(event);
                }}
                {...completion.attributes}
                className="max-h-60 min-h-9 min-w-0 pointer-coarse:min-h-11 pointer-coarse:py-2.5 flex-1 @max-[16rem]:order-first @max-[16rem]:basis-full resize-none bg-transparent px-2 py-1.5 text-base leading-normal outline-none text-ellipsis placeholder:truncate placeholder:text-muted md:text-[0.9375rem]"
              />
              <EmojiButton onChoose={putIn} />
              {mayRecord && (
                <IconButton
                  label="Record a voice note"
                  className={isEmpty ? '' : 'pointer-coarse:hidden'}
                  onClick={() => setRecording(true)}
                >
                  <Mic size={18} />
                </IconButton>
              )}
              <SendButton isReady={!isEmpty} waitsFor={waitsFor} yields={mayRecord} onClick={send} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

/** With a keyboard one wants to type at once; on a touch screen that would push one up over the conversation. */
function hasKeyboard(): boolean {
  return matchMedia('(hover: hover)').matches;
}
