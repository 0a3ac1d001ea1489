import { useId, useState } from 'react';
import { EmojiButton } from '../emoji/emoji-button.js';
import { StatusLine } from '../people/status-line.js';
import { useStanding } from '../people/status.js';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { boxLook } from '../ui/field.js';
import { sentenceOf } from '../ui/problem.js';
import { Select } from '../ui/select.js';
import { endOf, ends, type End } from './status-ends.js';

/** What people mostly are up to. */
const suggestions: readonly { emoji: string; text: string; end: End }[] = [
  { emoji: '📅', text: 'In a meeting', end: 'hour' },
  { emoji: '🎧', text: 'Focusing', end: 'four' },
  { emoji: '🍽️', text: 'At lunch', end: 'hour' },
  { emoji: '🤒', text: 'Out sick', end: 'today' },
  { emoji: '🌴', text: 'On holiday', end: 'week' },
];

/** Says what one is doing, or that one does it no more. */
export function StatusForm({ onDone }: { onDone?: () => void }) {
  const status = useStanding(useParley(() => client.me?.status ?? null));
  const [emoji, setEmoji] = useState(status?.emoji ?? '💬');
  const [text, setText] = useState(status?.text ?? '');
  const [end, setEnd] = useState<End>('never');
  const [problem, setProblem] = useState<string>();
  const form = useId();

  async function tell(work: Promise<unknown>): Promise<void> {
    setProblem(undefined);
    await work.then(onDone, (error: unknown) => setProblem(sentenceOf(error)));
  }

  function set(chosen: { emoji: string; text: string; end: End }): void {
    setEmoji(chosen.emoji);
    setText(chosen.text);
    const expiresAt = endOf(chosen.end)?.toISOString() ?? null;
    void tell(client.command('status.set', { emoji: chosen.emoji, text: chosen.text.trim(), expiresAt }));
  }

  function clear(): void {
    setText('');
    void tell(client.command('status.clear', {}));
  }

  return (
    <div className="grid grid-cols-1 gap-4">
      {status && (
        <div className="flex items-center gap-3">
          <div className="min-w-0 flex-1">
            <StatusLine status={status} />
          </div>
          <Button look="plain" onClick={clear}>
            Clear
          </Button>
        </div>
      )}
      {/* The emoji picker has a box of its own, in which Enter must not set the status. */}
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          set({ emoji, text, end });
        }}
      />
      <div className="flex items-center gap-2">
        <EmojiButton onChoose={setEmoji}>
          <span className="text-xl">{emoji}</span>
        </EmojiButton>
        <input
          form={form}
          value={text}
          maxLength={100}
          aria-label="What are you doing?"
          placeholder="What are you doing?"
          onChange={(event) => setText(event.target.value)}
          className={boxLook}
        />
      </div>
      <Select label="Until when" value={end} options={ends} onChange={setEnd} />
      <Button type="submit" form={form} className="justify-self-start">
        Set status
      </Button>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <div className="grid grid-cols-1 gap-1">
        <h3 className="text-sm font-medium text-muted">Or at once</h3>
        <ul className="flex flex-wrap gap-2">
          {suggestions.map((suggestion) => (
            <li key={suggestion.text}>
              <Button look="plain" onClick={() => set(suggestion)} className="flex items-center gap-2 text-sm">
                <span>{suggestion.emoji}</span> {suggestion.text}
                <span className="text-muted lowercase">{ends[suggestion.end]}</span>
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
