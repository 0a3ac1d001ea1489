import type { Team } from '@parley/client';
import { PictureOf } from '../media/picture-of.js';
import { initialsOf } from '../media/avatar.js';

/** A team's picture, large, or its initials. */
export function TeamFace({ team }: { team: Team }) {
  return (
    <span
      aria-hidden="true"
      className="relative grid size-20 shrink-0 place-content-center overflow-hidden rounded-2xl bg-accent-soft text-2xl font-semibold text-accent"
    >
      <PictureOf mediaId={team.iconId}>{initialsOf(team.name)}</PictureOf>
    </span>
  );
}
