import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Button } from './button.js';
import { Field, type FieldSpec } from './field.js';
import { problemOf, type Problem } from './problem.js';

interface Props {
  fields: FieldSpec[];
  /** What the button says. */
  action: string;
  /** What it says when it is done, where the form stays. */
  done?: string;
  /** `settings`: the button is as wide as its words. */
  look?: 'page' | 'settings';
  /** Whether it is something that cannot be undone. */
  dangerous?: boolean;
  /** Whether it cannot be sent yet. */
  disabled?: boolean;
  /** Gets the values by name. What it throws is shown, at the field it is about. */
  onSubmit: (values: Record<string, string>) => Promise<void>;
  children?: ReactNode;
}

/** A form that leaves the rules to the server and shows its sentences. */
export function Form(props: Props) {
  const { fields, action, done, look = 'page', dangerous = false, disabled = false, onSubmit, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [problem, setProblem] = useState<Problem>({ fields: {} });

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy || disabled) return;
    setBusy(true);
    setDone(false);
    setProblem({ fields: {} });
    const values = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    try {
      await onSubmit(Object.fromEntries(values) as Record<string, string>);
      if (done !== undefined) forgetPasswords(form.current);
      setDone(true);
    } catch (error) {
      const found = problemOf(error, Object.fromEntries(fields.map(({ name, label }) => [name, label])));
      setProblem(found);
      const first = fields.find(({ name }) => name in found.fields) ?? fields[0];
      form.current?.querySelector<HTMLInputElement>(`[name="${first?.name}"]`)?.focus();
    } finally {
      setBusy(false);
    }
  }

  /** What was wrong with a field is past as soon as it is written in again. */
  function forget(name: string): void {
    if (!(name in problem.fields)) return;
    const { [name]: _, ...fields } = problem.fields;
    setProblem({ ...problem, fields });
  }

  return (
    <form
      ref={form}
      onSubmit={(event) => void submit(event)}
      onInput={({ target }) => {
        setDone(false);
        if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) forget(target.name);
      }}
      noValidate
      className="grid grid-cols-1 gap-4"
    >
      {fields.map((field) => (
        <Field key={field.name} {...field} problem={problem.fields[field.name]} />
      ))}
      {children}
      <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger empty:hidden">
        {problem.general}
      </p>
      <div className={look === 'page' ? 'grid' : 'flex flex-wrap items-center gap-x-4 gap-y-2'}>
        <Button type="submit" look={dangerous ? 'danger' : 'primary'} disabled={busy || disabled}>
          {busy ? 'One moment…' : action}
        </Button>
        <p role="status" className="text-sm text-ok">
          {isDone ? done : undefined}
        </p>
      </div>
    </form>
  );
}

/** What was typed there is no longer needed, and need not stand there for the next who passes by. */
function forgetPasswords(form: HTMLFormElement | null): void {
  for (const input of form?.querySelectorAll<HTMLInputElement>('[autocomplete$="-password"]') ?? []) {
    input.value = '';
    input.dispatchEvent(new InputEvent('input', { bubbles: true })); // a meter beside it goes back to nothing
  }
}
