import { CopyButton } from './copy-button.js';

interface Props {
  /** What it is. */
  label: string;
  /** What is copied. */
  text: string;
  /** What is seen, where that is easier to read. */
  shown?: string;
}

/** A text to be taken somewhere else, with a button that copies it. */
export function Copyable({ label, text, shown = text }: Props) {
  return (
    <div className="grid grid-cols-1 gap-1">
      <span className="font-medium">{label}</span>
      <code className="rounded-lg bg-panel px-3 py-2 font-mono text-sm break-words select-all">{shown}</code>
      <CopyButton text={text} />
    </div>
  );
}
