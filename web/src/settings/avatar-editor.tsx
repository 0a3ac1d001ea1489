import type { Me } from '@parley/client';
import { client } from '../session/parley.js';
import { Avatar } from '../media/avatar.js';
import { PictureEditor } from '../ui/picture-editor.js';

/** One's picture: another one, or none. */
export function AvatarEditor({ me }: { me: Me }) {
  return (
    <PictureEditor
      title="Your picture"
      label="Picture of yourself"
      face={<Avatar user={me} className="size-20" />}
      hasPicture={me.avatarId !== null}
      onSet={(picture) => client.media.setAvatar(picture)}
      onRemove={() => client.command('avatar.remove', {})}
    />
  );
}
