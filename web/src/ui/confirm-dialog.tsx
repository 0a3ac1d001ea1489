import { useState, type ReactNode } from 'react';
import { Button } from './button.js';
import { Dialog } from './dialog.js';
import { sentenceOf } from './problem.js';

interface Props {
  /** The question. */
  title: string;
  /** What the button that does it says: a verb. */
  action: string;
  /** What the button that does not says. */
  dismissal?: string;
  /** Whether it cannot be undone. */
  dangerous?: boolean;
  /** Does it. What it throws is shown, and the dialog stays. */
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
  /** What would come of it. */
  children: ReactNode;
}

/** Asks before something is done that is hard to undo. */
export function ConfirmDialog({ title, action, dismissal = 'Cancel', dangerous, onConfirm, onClose, children }: Props) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function confirm(): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <div className="grid gap-2 text-muted text-pretty">{children}</div>
      <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          {dismissal}
        </Button>
        <Button look={dangerous ? 'danger' : 'primary'} disabled={busy} onClick={() => void confirm()}>
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
