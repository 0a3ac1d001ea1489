import type { Team } from '@parley/client';
import { useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { PictureEditor } from '../ui/picture-editor.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { EndingGroup } from './ending-group.js';
import { RulesGroup } from './rules-group.js';
import { TeamFace } from './team-face.js';

/** What a team is called and how it is run; for most only to read, and to leave it. */
export function GeneralSection({ team }: { team: Team }) {
  const mayUpdate = useParley(() => client.may.inTeam(team.id, 'team.update'));
  return (
    <>
      {mayUpdate ? (
        <>
          <NameGroup team={team} />
          <RulesGroup team={team} />
        </>
      ) : (
        <SettingsGroup>
          <div className="flex items-center gap-4">
            <TeamFace team={team} />
            <div className="min-w-0">
              <h2 className="text-lg font-semibold tracking-tight">
                <bdi>{team.name}</bdi>
              </h2>
              <p className="whitespace-pre-wrap text-muted">
                <bdi>{team.description || 'Nobody has said what this team is for yet.'}</bdi>
              </p>
            </div>
          </div>
        </SettingsGroup>
      )}
      <EndingGroup team={team} />
    </>
  );
}

function NameGroup({ team }: { team: Team }) {
  const [, navigate] = useLocation();
  const fields = [
    { name: 'name', label: 'Name', defaultValue: team.name, autoComplete: 'off', maxLength: 80 },
    {
      ...{ name: 'slug', label: 'Short name', defaultValue: team.slug, autoComplete: 'off', autoCapitalize: 'none' },
      ...{ maxLength: 48, spellCheck: false, hint: `Stands in addresses: ${location.host}/${team.slug}` },
    },
    {
      ...{ name: 'description', label: 'What it is for', defaultValue: team.description, autoComplete: 'off' },
      ...{ maxLength: 500, lines: 3, hint: 'Everybody in the team reads it.' },
    },
  ];
  return (
    <SettingsGroup>
      <PictureEditor
        title="Picture of the team"
        label="Picture of the team"
        face={<TeamFace team={team} />}
        hasPicture={team.iconId !== null}
        onSet={(picture) => client.media.setTeamIcon(team.id, picture)}
        onRemove={() => client.command('team.icon.remove', { teamId: team.id })}
      />
      <Form
        fields={fields}
        action="Save"
        done="Saved."
        look="settings"
        onSubmit={async ({ name = '', slug = '', description = '' }) => {
          await client.command('team.update', { teamId: team.id, name, slug, description });
          await client.until(() => client.state.teams[team.id]?.slug === slug);
          if (slug !== team.slug) navigate(`/settings/team/${slug}/general`, { replace: true });
        }}
      />
    </SettingsGroup>
  );
}
