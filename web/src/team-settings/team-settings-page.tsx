import type { Team } from '@parley/client';
import { Ban, Link2, ScrollText, Settings, Users } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Nothing } from '../frame/nothing.js';
import { TopBar } from '../frame/top-bar.js';
import { SettingsFrame, type SettingsSection } from '../ui/settings-frame.js';
import { AuditSection } from './audit-section.js';
import { BansSection } from './bans-section.js';
import { GeneralSection } from './general-section.js';
import { InvitationsSection } from './invitations-section.js';
import { MembersSection } from './members-section.js';

/** What a team is, who is in it, and what was done there: each part for those who may see it. */
export default function TeamSettingsPage({ slug, section }: { slug: string; section: string | undefined }) {
  const team = useParley(() => client.teams().find((one) => one.slug === slug));
  const mayInvite = useParley(() => client.may.inTeam(team?.id ?? '', 'invitation.list'));
  const mayBan = useParley(() => client.may.inTeam(team?.id ?? '', 'team.ban.list'));
  const mayAudit = useParley(() => client.may.inTeam(team?.id ?? '', 'team.audit.list'));
  if (!team) return <Nothing />;
  return (
    <>
      <TopBar title={team.name} />
      <SettingsFrame
        title="Team settings"
        path={`/settings/team/${team.slug}`}
        sections={sectionsOf(team, { mayInvite, mayBan, mayAudit })}
        current={section}
      />
    </>
  );
}

interface Powers {
  mayInvite: boolean;
  mayBan: boolean;
  mayAudit: boolean;
}

function sectionsOf(team: Team, { mayInvite, mayBan, mayAudit }: Powers): SettingsSection[] {
  const { id } = team; // a section begins anew with another team
  const all: (SettingsSection | false)[] = [
    { slug: 'general', label: 'General', icon: Settings, content: <GeneralSection key={id} team={team} /> },
    { slug: 'members', label: 'Members', icon: Users, content: <MembersSection key={id} team={team} /> },
    mayInvite && {
      ...{ slug: 'invitations', label: 'Invitations', icon: Link2 },
      content: <InvitationsSection key={id} team={team} />,
    },
    mayBan && { slug: 'bans', label: 'Bans', icon: Ban, content: <BansSection key={id} team={team} /> },
    mayAudit && { slug: 'record', label: 'Record', icon: ScrollText, content: <AuditSection key={id} team={team} /> },
  ];
  return all.filter((one) => one !== false);
}
