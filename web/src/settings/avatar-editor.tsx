import { useEffect, useRef, useState } from 'react';
import type { Me } from '@parley/client';
import { client } from '../session/parley.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { sentenceOf } from '../ui/problem.js';

/** One's picture: another one, or none. */
export function AvatarEditor({ me }: { me: Me }) {
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File>();
  const [problem, setProblem] = useState<string>();

  async function remove(): Promise<void> {
    setProblem(undefined);
    await client.command('avatar.remove', {}).catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <Avatar user={me} className="size-20 rounded-2xl text-2xl" />
      <div className="grid gap-2">
        <div className="flex flex-wrap gap-2">
          <Button look="plain" onClick={() => picker.current?.click()}>
            {me.avatarId === null ? 'Choose a picture' : 'Choose another'}
          </Button>
          {me.avatarId !== null && (
            <Button look="plain" onClick={() => void remove()}>
              Remove
            </Button>
          )}
        </div>
        <p className="text-sm text-muted">A photo or drawing of up to 10 MB.</p>
        <p role="alert" className="text-sm text-danger empty:hidden">
          {problem}
        </p>
      </div>
      <input
        ref={picker}
        type="file"
        accept="image/*"
        aria-label="Picture of yourself"
        className="hidden"
        onChange={(event) => {
          setChosen(event.target.files?.[0]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
      {chosen && <Preview file={chosen} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

/** What the server will make of it: a square of its middle. */
function Preview({ file, onClose }: { file: File; onClose: () => void }) {
  const [address, setAddress] = useState<string>();
  const [unreadable, setUnreadable] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  return (
    <ConfirmDialog
      title="Your picture"
      action="Use this picture"
      onConfirm={() => client.media.setAvatar(file)}
      onClose={onClose}
    >
      {address !== undefined && !unreadable && (
        <img
          src={address}
          alt="How others will see you"
          onError={() => setUnreadable(true)}
          className="mx-auto size-48 rounded-2xl bg-panel object-cover"
        />
      )}
      <p className="text-center">
        {unreadable ? 'There is no preview of this file. You can try it all the same.' : 'The middle of it is shown.'}
      </p>
    </ConfirmDialog>
  );
}
