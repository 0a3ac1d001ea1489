import { useRef, useState } from 'react';
import type { Channel, Message } from '@parley/client';
import { useCompletion } from '../completion/use-completion.js';
import { TextBox } from '../composer/text-box.js';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';

interface Props {
  /** The conversation around it, whose people can be mentioned. */
  channel: Channel;
  message: Message;
  onDone: () => void;
}

/** Changes a message in its place. Names are completed as they are where one writes. */
export default function MessageEditor({ channel, message, onDone }: Props) {
  const [text, setText] = useState(message.body);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const editor = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const completion = useCompletion(channel, text, box, 'inside');

  function done(): void {
    const isInThread = editor.current?.closest('aside') instanceof Element;
    onDone();
    document.getElementById(isInThread ? 'reply' : 'message')?.focus();
  }

  async function save(): Promise<void> {
    if (busy || (text.trim() === '' && message.attachments.length === 0)) return;
    if (text === message.body) return done();
    setBusy(true);
    try {
      await client.command('message.edit', { messageId: message.id, body: text });
      done();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  return (
    <div ref={editor} className="grid gap-1 py-1">
      <TextBox
        ref={box}
        autoFocus
        aria-label="Edit message"
        value={text}
        onText={setText}
        onEnter={() => void save()}
        onKey={(event) => {
          completion.onKey(event);
          if (event.defaultPrevented || event.key !== 'Escape') return;
          event.preventDefault(); // a pane around it stays open, and nothing is read by it
          done();
        }}
        {...completion.attributes}
        className="w-full resize-none rounded-lg border border-accent bg-raised px-3 py-1.5 text-base outline-none md:text-[0.9375rem]"
      />
      {completion.list}
      <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
        <Button look="quiet" disabled={busy} onClick={() => void save()}>
          Save
        </Button>
        <Button look="quiet" onClick={done}>
          Cancel
        </Button>
        <span className="max-sm:hidden">Enter saves, Escape cancels.</span>
        <span role="alert" className="text-danger empty:hidden">
          {problem}
        </span>
      </p>
    </div>
  );
}
