import { policies, type Permission } from '../../src/core/access/policies.js';
import type { MediaStanding } from '../../src/core/access/media-standing.js';
import { channelCreations, channelRoles, type ChannelCreation, type TeamRole } from '../../src/core/access/roles.js';
import { judge } from '../../src/core/access/rules.js';
import type { MessageStanding } from '../../src/core/access/standing.js';
import { direct, threadInPrivate, threadInPublic, threadInRequest } from './rules/conversations.js';
import {
  privateRoom,
  privateVoiceRoom,
  publicRoom,
  publicVoiceRoom,
  requestRoom,
  requestVoiceRoom,
} from './rules/rooms.js';
import { letters, linesOf, spelled, standing, teamRoles, type Place } from './rules/standings.js';

/** Whoever is signed in: what they reach is their own. */
const everybody: Permission[] = [
  ...(['sync', 'home.open', 'me.open', 'me.update', 'status.set', 'presence.set', 'presence.list'] as const),
  ...(['session.refresh', 'session.list', 'session.revoke', 'session.revoke_others', 'session.logout'] as const),
  ...(['me.verify_email', 'me.change_email', 'me.change_password', 'me.delete', 'me.export'] as const),
  ...(['mail_preferences.open', 'mail_preferences.set'] as const),
  ...(['identity.list', 'identity.link', 'identity.unlink', 'second_factor.open', 'second_factor.enrol'] as const),
  ...(['second_factor.confirm', 'second_factor.renew_codes', 'second_factor.disable'] as const),
  ...(['avatar.open', 'avatar.set', 'avatar.remove'] as const),
  ...(['user.list', 'user.open', 'user.interacted', 'team.create', 'team.list', 'invitation.accept'] as const),
  ...(['media.upload', 'media.link'] as const),
  ...(['channel.list', 'dm.open', 'dm.send', 'dm.list', 'message.recent', 'mention.list', 'search.messages'] as const),
  'voice.ice_servers',
];

/** Whose the installation is, and nobody else, whatever they are in teams. */
const ofInstallation: Permission[] = [
  ...(['installation.user.list', 'installation.user.disable', 'installation.user.enable'] as const),
  ...(['installation.owner.add', 'installation.owner.remove'] as const),
  ...(['installation.audit.list', 'installation.queue.list', 'installation.dead_letter.list'] as const),
  ...(['installation.node.open', 'installation.storage.open'] as const),
  ...(['installation.dead_letter.retry', 'installation.dead_letter.delete'] as const),
];

/** owner, admin, moderator, teacher, member, student, guest, nobody of the team */
const inTeam: Partial<Record<Permission, string>> = {
  'team.open': 'GGGGGGG-',
  'team.update': 'GGDDDDD-',
  'team.delete': 'GDDDDDD-',
  'team.hand_over': 'GDDDDDD-',
  'team.icon.open': 'GGGGGGG-',
  'team.icon.set': 'GGDDDDD-',
  'team.icon.remove': 'GGDDDDD-',
  'team.member.list': 'GGGGGGG-',
  'team.member.add': 'GGDDDDD-',
  'team.member.update': 'GGDDDDD-',
  'team.member.remove': 'GGGGGGG-',
  'team.member.ban': 'GGGGDDD-',
  'team.member.unban': 'GGGGDDD-',
  'team.ban.list': 'GGGGDDD-',
  'team.notify': 'GGGGDDD-',
  'team.notification.list': 'GGGGGGG-',
  'team.audit.list': 'GDDDDDD-',
  'team.presence.list': 'GGGGGGG-',
  'invitation.create': 'GGGGDDD-',
  'invitation.list': 'GGGGDDD-',
  'invitation.revoke': 'GGGGDDD-',
  'channel.create': 'GGGGGDD-',
};

/**
 * Something uploaded that hangs on nothing, by me and by another; a picture of somebody or of a team that I see and that I do not, each by me and by
 * another.
 */
const onMedia: Partial<Record<Permission, string>> = {
  'media.status': 'G- GG --',
  'media.content': 'G- GG --',
  'media.thumbnail': 'G- GG --',
  'media.delete': 'G- DD --',
};

/**
 * What hangs on a message that I may open (as a member, as a visitor, in an archive, in a DM that is apart) and that I may not (as a stranger, as a visitor of
 * a room that only members read, as one who is banned), that is gone, and of a team that keeps me out for want of a second factor; whoever uploaded it.
 */
const onMessages: Partial<Record<Permission, string>> = {
  'media.status': 'GGGG --- - W',
  'media.content': 'GGGG --- - W',
  'media.thumbnail': 'GGGG --- - W',
  'media.delete': 'DDDD --- - W',
};

/** Who may make channels as a team has set it, in the same order. */
const creators: Record<ChannelCreation, string> = {
  members: 'GGGGGDD-',
  moderators: 'GGGGDDD-',
  admins: 'GGDDDDD-',
};

const places: Record<string, [Place, string]> = {
  'a public room': [{ kind: 'text', visibility: 'public' }, publicRoom],
  'a public voice room': [{ kind: 'voice', visibility: 'public' }, publicVoiceRoom],
  'a voice room that is joined by asking': [{ kind: 'voice', visibility: 'request' }, requestVoiceRoom],
  'a private voice room': [{ kind: 'voice', visibility: 'private' }, privateVoiceRoom],
  'a room that is joined by asking': [{ kind: 'text', visibility: 'request' }, requestRoom],
  'a private room': [{ kind: 'text', visibility: 'private' }, privateRoom],
  'a thread in a public room': [{ kind: 'thread', visibility: 'public' }, threadInPublic],
  'a thread in a room that is joined by asking': [{ kind: 'thread', visibility: 'request' }, threadInRequest],
  'a thread in a private room': [{ kind: 'thread', visibility: 'private' }, threadInPrivate],
};

/** What authors may beyond others, in the columns of rooms.ts, where they can read the room: only as long as they are in it. */
const byAuthor: Partial<Record<Permission, string>> = {
  'message.edit': 'DDDDDD-- GGGGGGGGG DDDDDD-- AAAAAAAAA',
  'message.delete': 'GGGGDD-- GGGGGGGGG AAAADD-- AAAAAAAAA',
};

const inChannels = linesOf(publicRoom).map(([permission]) => permission);
const entriesOf = <T>(record: Partial<Record<Permission, T>>) => Object.entries(record) as [Permission, T][];

describe('S1-33 S3-69 the policy table', () => {
  it('has its cells written here by hand, each permission once in every table', () => {
    const all = Object.keys(policies).toSorted();
    for (const [, table] of [...Object.values(places), [undefined, direct]] as [unknown, string][]) {
      const inPlace = linesOf(table).map(([permission]) => permission);
      const written = [...everybody, ...ofInstallation, ...Object.keys({ ...inTeam, ...onMedia }), ...inPlace];
      expect(written.toSorted()).toEqual(all);
    }
  });

  it.each(everybody)('%s is for whoever is signed in', (permission) => {
    expect(judge(permission, undefined)).toBe('granted');
  });

  it.each(ofInstallation)('%s is for the owners of the installation', (permission) => {
    expect(judge(permission, { userId: 'me', isOwner: true })).toBe('granted');
    expect(judge(permission, { userId: 'me', isOwner: false })).toBe('denied');
    expect(judge(permission, undefined)).toBe('denied');
    const owner = {
      userId: 'me',
      teamId: 't',
      teamRole: 'owner',
      withheld: false,
      channelCreation: 'members',
    } as const;
    expect(judge(permission, owner)).toBe('denied');
  });

  const inTeamOf = (permission: Permission, channelCreation: ChannelCreation) =>
    [
      ...teamRoles.map((teamRole) => ({ userId: 'me', teamId: 't', teamRole, withheld: false, channelCreation })),
      undefined,
    ]
      .map((who) => letters[judge(permission, who)])
      .join('');

  it.each(entriesOf(inTeam))('%s in a team', (permission, cells) => {
    expect(inTeamOf(permission, 'members')).toBe(cells);
  });

  it.each(entriesOf(inTeam))('%s in a team that keeps one out for want of a second factor', (permission) => {
    for (const teamRole of teamRoles) {
      const who = { userId: 'me', teamId: 't', teamRole, withheld: true, channelCreation: 'members' as const };
      const told = permission === 'team.member.remove' ? 'granted' : 'withheld'; // they may leave
      expect([teamRole, judge(permission, who)]).toEqual([teamRole, told]);
    }
  });

  it.each(channelCreations)(
    'S3-10 S3-28 channel.create where a team lets %s, and nothing else is touched by it',
    (setting) => {
      expect(inTeamOf('channel.create', setting)).toBe(creators[setting]);
      for (const [permission, cells] of entriesOf(inTeam))
        if (permission !== 'channel.create')
          expect([permission, inTeamOf(permission, setting)]).toEqual([permission, cells]);
    },
  );

  const uploads = ['me', 'another'].map((uploaderId) => ({ userId: 'me', mediaId: 'f', uploaderId }));
  const lettersOf = (permission: Permission, standings: MediaStanding[]) =>
    standings.map((one) => letters[judge(permission, one)]).join('');

  it.each(entriesOf(onMedia))('%s of what was uploaded and not sent, and of pictures', (permission, cells) => {
    const groups: MediaStanding[][] = [
      uploads.map((upload) => ({ ...upload, on: 'nothing' })),
      ...[true, false].map((seen) => uploads.map((upload): MediaStanding => ({ ...upload, on: 'face', seen }))),
    ];
    expect(groups.map((group) => lettersOf(permission, group)).join(' ')).toBe(cells);
    expect(judge(permission, undefined)).toBe('unseen');
  });

  it.each(entriesOf(onMessages))('%s of what hangs on a message', (permission, cells) => {
    const open: Place = { kind: 'text', visibility: 'public' };
    const asked: Place = { kind: 'text', visibility: 'request' };
    const dm: Place = { kind: 'direct', visibility: 'private' };
    const inTeam = { teamRole: 'member' as const };
    const groups: (MessageStanding | undefined)[][] = [
      [
        standing(asked, { ...inTeam, channelRole: 'member' }),
        standing(open, inTeam),
        standing(open, { ...inTeam, archived: true }),
        standing(dm, { teamId: null, channelRole: 'member', apart: true }),
      ],
      [standing(open), standing(asked, inTeam), standing(open, { ...inTeam, banned: true })],
      [undefined],
      [standing(open, { ...inTeam, withheld: true })],
    ];
    for (const upload of uploads) {
      const told = groups.map((group) =>
        lettersOf(
          permission,
          group.map((message) => ({ ...upload, on: 'message', message })),
        ),
      );
      expect([upload.uploaderId, told.join(' ')]).toEqual([upload.uploaderId, cells]);
    }
  });

  describe.each(Object.entries(places))('in %s', (_, [place, table]) => {
    it.each(linesOf(table))('%s', (permission, cells) => {
      expect(spelled(permission, place)).toBe(cells);
      expect(judge(permission, undefined)).toBe('unseen');
    });

    it.each(linesOf(table))('%s by who lacks the second factor that the team asks for', (permission) => {
      for (const teamRole of teamRoles)
        for (const channelRole of [...channelRoles, null])
          for (const archived of [false, true]) {
            const who = standing(place, { teamRole, channelRole, archived });
            const told = judge(permission, who) === 'unseen' ? 'unseen' : 'withheld';
            expect([teamRole, channelRole, judge(permission, { ...who, withheld: true })]).toEqual([
              teamRole,
              channelRole,
              told,
            ]);
          }
    });

    it.each(linesOf(table))('%s by who is banned from it finds nothing', (permission) => {
      for (const teamRole of [...teamRoles, null])
        for (const archived of [false, true])
          expect([teamRole, judge(permission, standing(place, { teamRole, archived, banned: true }))]).toEqual([
            teamRole,
            'unseen',
          ]);
    });
  });

  describe('by the author of a message', () => {
    const own = { authorId: 'me' };

    it.each(entriesOf(byAuthor))('%s in a public room', (permission, cells) => {
      expect(spelled(permission, { kind: 'text', visibility: 'public' }, own)).toBe(cells);
    });

    it.each(entriesOf(byAuthor))('%s where only members read, and in threads', (permission, cells) => {
      const hidden = cells.replaceAll(/[GDA]{6}--/g, '--------');
      for (const kind of ['text', 'thread'] as const)
        for (const visibility of ['request', 'private'] as const)
          expect(spelled(permission, { kind, visibility }, own)).toBe(hidden);
      expect(spelled(permission, { kind: 'thread', visibility: 'public' }, own)).toBe(cells);
    });

    it.each(inChannels.filter((permission) => !(permission in byAuthor)))('%s is as for others', (permission) => {
      for (const [place] of Object.values(places))
        expect(spelled(permission, place, own)).toBe(spelled(permission, place));
    });
  });

  describe('in a DM', () => {
    const cellsOf = (permission: Permission, kind: 'direct' | 'thread', authorId = 'somebody') => {
      const place: Place = { kind, visibility: 'private' };
      const member = { teamId: null, channelRole: 'member' as const, authorId };
      return [
        standing(place, member),
        standing(place, { ...member, apart: true }),
        standing(place, { ...member, channelRole: null }),
      ]
        .map((who) => letters[judge(permission, who)])
        .join('');
    };

    it.each(linesOf(direct))('S2-12 %s', (permission, cells) => {
      expect(`${cellsOf(permission, 'direct')} ${cellsOf(permission, 'thread')}`).toBe(cells);
    });

    it.each(['message.edit', 'message.delete'] as const)('S3-50 S3-51 %s by the author', (permission) => {
      expect(`${cellsOf(permission, 'direct', 'me')} ${cellsOf(permission, 'thread', 'me')}`).toBe('GP- GP-');
    });
  });

  it('S3-10 a teacher stands where a moderator does, and a student where a member does who makes no channels', () => {
    const same = (one: TeamRole, other: TeamRole, permission: Permission) => {
      const of = (teamRole: TeamRole) =>
        Object.values(places).map(([place]) =>
          ([null, 'member', 'moderator', 'host'] as const).map((channelRole) =>
            judge(permission, standing(place, { teamRole, channelRole })),
          ),
        );
      expect([permission, of(one)]).toEqual([permission, of(other)]);
    };
    for (const permission of inChannels) {
      same('teacher', 'moderator', permission);
      same('student', 'member', permission);
    }
    for (const [permission, cells] of entriesOf(inTeam)) {
      expect([permission, cells[3]]).toEqual([permission, cells[2]]);
      if (permission !== 'channel.create') expect([permission, cells[5]]).toEqual([permission, cells[4]]);
    }
  });
});
