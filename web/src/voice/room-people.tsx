import type { VoiceParticipant } from '@parley/client';
import { UserCard } from '../people/user-card.js';
import { Avatar } from '../media/avatar.js';
import { Marks } from './marks.js';
import { ParticipantMenu } from './participant-menu.js';
import { useSpeaking } from './speaking.js';
import { useInside } from './use-call.js';

/** Who is in the call of a voice channel, below it in the sidebar. */
export default function RoomPeople({ channelId, name, teamId }: { channelId: string; name: string; teamId: string }) {
  const inside = useInside(channelId);
  return (
    <ul aria-label={`In the call in ${name}`} className="grid grid-cols-1 ps-7 pb-1">
      {inside.map((participant) => (
        <li key={participant.user.id} className="flex min-w-0 items-center">
          <Person participant={participant} teamId={teamId} />
          <ParticipantMenu participant={participant} />
        </li>
      ))}
    </ul>
  );
}

function Person({ participant, teamId }: { participant: VoiceParticipant; teamId: string }) {
  const { user, peerId, muted, silenced } = participant;
  const speaks = useSpeaking(peerId) && !muted && !silenced;
  return (
    <UserCard
      userId={user.id}
      teamId={teamId}
      className="flex min-h-8 min-w-0 flex-1 items-center gap-2 px-2 hover:bg-hover pointer-coarse:min-h-11"
    >
      <span data-speaking={speaks || undefined} className="rounded-md data-speaking:ring-2 data-speaking:ring-ok">
        <Avatar user={user} className="size-5.5 rounded-md text-[0.5625rem]" />
      </span>
      <bdi className="min-w-0 flex-1 truncate text-sm">{user.displayName}</bdi>
      <Marks participant={participant} />
    </UserCard>
  );
}
