import { useRef, useState, type FormEvent, type InputHTMLAttributes, type ReactNode } from 'react';
import { Button } from './button.js';
import { problemOf, type Problem } from './problem.js';

interface FieldSpec extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: string;
}

interface Props {
  fields: FieldSpec[];
  /** What the button says. */
  action: string;
  /** Gets the values by name. What it throws is shown, at the field it is about. */
  onSubmit: (values: Record<string, string>) => Promise<void>;
  children?: ReactNode;
}

/** A form that leaves the rules to the server and shows its sentences. */
export function Form({ fields, action, onSubmit, children }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>({ fields: {} });

  async function submit(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem({ fields: {} });
    const values = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    try {
      await onSubmit(Object.fromEntries(values) as Record<string, string>);
    } catch (error) {
      const found = problemOf(error, Object.fromEntries(fields.map(({ name, label }) => [name, label])));
      setProblem(found);
      const first = fields.find(({ name }) => name in found.fields) ?? fields[0];
      form.current?.querySelector<HTMLInputElement>(`[name="${first?.name}"]`)?.focus();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form ref={form} onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      {fields.map((field) => (
        <Field key={field.name} {...field} problem={problem.fields[field.name]} />
      ))}
      {children}
      <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-danger empty:hidden">
        {problem.general}
      </p>
      <Button type="submit" disabled={busy}>
        {busy ? 'One moment…' : action}
      </Button>
    </form>
  );
}

function Field({ name, label, hint, problem, ...rest }: FieldSpec & { problem?: string | undefined }) {
  const about = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return (
    <div className="grid gap-1">
      <label htmlFor={name} className="font-medium">
        {label}
      </label>
      <input
        id={name}
        name={name}
        aria-describedby={about || undefined}
        aria-invalid={problem !== undefined}
        className="min-h-10 w-full rounded-lg border border-line bg-raised px-3 py-2 text-base aria-invalid:border-danger"
        {...rest}
      />
      {hint && (
        <p id={`${name}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <p id={`${name}-problem`} role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
