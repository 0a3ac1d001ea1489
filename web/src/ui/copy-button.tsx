import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './button.js';

/** Puts a text on the clipboard. Nothing where the browser lets pages not do that: over plain http from another machine. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  if (!navigator.clipboard) return null;
  return (
    <IconButton
      label={copied ? 'Copied' : label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
      onBlur={() => setCopied(false)}
    >
      {copied ? <Check size={17} className="text-ok" /> : <Copy size={17} />}
    </IconButton>
  );
}
