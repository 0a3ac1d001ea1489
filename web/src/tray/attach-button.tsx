import { useRef } from 'react';
import { Paperclip } from 'lucide-react';
import { IconButton } from '../ui/button.js';

/** Lets people choose files. */
export function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Attach files" onClick={() => input.current?.click()}>
        <Paperclip size={18} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = ''; // so that the same file can be chosen again
        }}
      />
    </>
  );
}
