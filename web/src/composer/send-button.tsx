import { SendHorizontal } from 'lucide-react';

interface Props {
  /** Whether there is anything to send. */
  isReady: boolean;
  /** Why what is there cannot be sent yet. */
  waitsFor: string | undefined;
  /** Whether it gives its place to another on touch screens, where there is little room, while there is nothing to send. */
  yields: boolean;
  onClick: () => void;
}

export function SendButton({ isReady, waitsFor, yields, onClick }: Props) {
  return (
    <button
      type="button"
      aria-label="Send"
      title={waitsFor ?? 'Send'}
      disabled={!isReady || waitsFor !== undefined}
      onClick={onClick}
      className={`grid size-press shrink-0 place-content-center rounded-lg bg-accent text-on-accent transition disabled:bg-transparent disabled:text-muted pointer-coarse:size-tap ${
        yields && !isReady ? 'pointer-coarse:hidden' : ''
      }`}
    >
      <SendHorizontal size={18} />
    </button>
  );
}
