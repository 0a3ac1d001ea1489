import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './button.js';
import { ConfirmDialog } from './confirm-dialog.js';
import { CropBox } from './crop-box.js';
import { cut, type Crop } from './crop.js';
import { sentenceOf } from './problem.js';

interface Props {
  /** What it is a picture of, as a title. */
  title: string;
  /** What it is for, for screen readers. */
  label: string;
  /** What is seen now. */
  face: ReactNode;
  hasPicture: boolean;
  onSet: (picture: File) => Promise<unknown>;
  onRemove: () => Promise<unknown>;
}

/** A picture of somebody or something: another one, or none. */
export function PictureEditor({ title, label, face, hasPicture, onSet, onRemove }: Props) {
  const picker = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<File>();
  const [problem, setProblem] = useState<string>();

  async function remove(): Promise<void> {
    setProblem(undefined);
    await onRemove().catch((error: unknown) => setProblem(sentenceOf(error)));
  }

  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      {face}
      <div className="grid gap-2">
        <div className="flex flex-wrap gap-2">
          <Button look="plain" onClick={() => picker.current?.click()}>
            {hasPicture ? 'Choose another' : 'Choose a picture'}
          </Button>
          {hasPicture && (
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
        aria-label={label}
        className="hidden"
        onChange={(event) => {
          setChosen(event.target.files?.[0]);
          event.target.value = ''; // the same file may be chosen again
        }}
      />
      {chosen && <Preview title={title} file={chosen} onSet={onSet} onClose={() => setChosen(undefined)} />}
    </div>
  );
}

type PreviewProps = Pick<Props, 'title' | 'onSet'> & { file: File; onClose: () => void };

/** Which square of it others will see. */
function Preview({ title, file, onSet, onClose }: PreviewProps) {
  const image = useRef<HTMLImageElement>(null);
  const [address, setAddress] = useState<string>();
  const [unreadable, setUnreadable] = useState(false);
  const [crop, setCrop] = useState<Crop>();
  const [isMoved, setMoved] = useState(false);
  useEffect(() => {
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);

  /** Left in the middle, it goes as it is, and the server cuts it. */
  async function confirm(): Promise<void> {
    await onSet(isMoved && crop && image.current ? await cut(image.current, crop, file) : file);
  }

  return (
    <ConfirmDialog title={title} action="Use this picture" onConfirm={confirm} onClose={onClose}>
      {address !== undefined && !unreadable && (
        <CropBox
          ref={image}
          src={address}
          crop={crop}
          onCrop={(next) => {
            setMoved(crop !== undefined);
            setCrop(next);
          }}
          onError={() => setUnreadable(true)}
        />
      )}
      <p className="text-center">
        {unreadable
          ? 'There is no preview of this file. You can try it all the same.'
          : 'Move the picture and zoom, until the square shows what you want.'}
      </p>
    </ConfirmDialog>
  );
}
