import { useId, useState, type FormEvent } from 'react';
import { Pencil } from 'lucide-react';
import { Button, IconButton } from './button.js';
import { sentenceOf } from './problem.js';

interface Props {
  label: string;
  value: string;
  /** What stands there while there is nothing. */
  placeholder: string;
  maxLength: number;
  multiline?: boolean;
  /** Left out where one may not. What it throws is shown, and the field stays open. */
  onSave?: ((value: string) => Promise<unknown>) | undefined;
}

/** A text that is changed where it stands. */
export function Editable({ label, value, placeholder, maxLength, multiline = false, onSave }: Props) {
  const [editing, setEditing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const id = useId();

  async function save(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const wanted = String(new FormData(event.currentTarget).get('value')).trim();
    if (wanted === value) return setEditing(false);
    setBusy(true);
    setProblem(undefined);
    try {
      await onSave?.(wanted);
      setEditing(false);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }

  if (!editing || !onSave)
    return (
      <div className="grid grid-cols-1 gap-0.5">
        <div className="flex min-h-9 items-center justify-between gap-2">
          <h3 className="text-sm font-medium text-muted">{label}</h3>
          {onSave && (
            <IconButton label={`Change ${label.toLowerCase()}`} onClick={() => setEditing(true)}>
              <Pencil size={15} />
            </IconButton>
          )}
        </div>
        <p className={`whitespace-pre-wrap ${value ? '' : 'text-muted'}`}>
          <bdi>{value || placeholder}</bdi>
        </p>
      </div>
    );
  const field = {
    id,
    name: 'value',
    defaultValue: value,
    maxLength,
    autoFocus: true,
    autoComplete: 'off',
    'aria-describedby': problem === undefined ? undefined : `${id}-problem`,
    className: 'min-h-10 w-full pointer-coarse:min-h-11 rounded-lg border border-edge bg-raised px-3 py-2 text-base',
  };
  return (
    <form
      onSubmit={(event) => void save(event)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault(); // else the pane closes with it
        setEditing(false);
      }}
      className="grid grid-cols-1 gap-2"
    >
      <label htmlFor={id} className="text-sm font-medium text-muted">
        {label}
      </label>
      {multiline ? <textarea rows={3} {...field} /> : <input {...field} />}
      <p id={`${id}-problem`} role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex gap-2">
        <Button type="submit" disabled={busy}>
          Save
        </Button>
        <Button look="plain" onClick={() => setEditing(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
