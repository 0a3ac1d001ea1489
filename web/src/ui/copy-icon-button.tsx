import { Check, Copy } from 'lucide-react';
import { IconButton } from './button.js';
import { hasClipboard, NOT_COPIED, useCopy } from './copy.js';

interface Props {
  text: string;
  /** What it copies, in words. */
  label: string;
  className?: string;
}

/** Copies a text where there is no room for words. Nothing where there is no clipboard. */
export function CopyIconButton({ text, label, className = '' }: Props) {
  const [worked, copy] = useCopy(text);
  if (!hasClipboard()) return null;
  return (
    <IconButton
      label={worked === undefined ? label : worked ? 'Copied' : NOT_COPIED}
      className={className}
      onClick={copy}
    >
      {worked ? <Check size={16} className="text-ok" /> : <Copy size={16} />}
    </IconButton>
  );
}
