/*
 * What the rules say of everything that can be asked of a room, a letter a cell, written by hand: G granted, D denied, - unseen, A archived,
 * U unsupported by this kind of channel. The first eight are not in the room and are owner, admin, moderator, teacher, member, student, guest and
 * nobody of its team. The others are in it: its host and its moderator, plain members of the team, and then plain members of the room who are owner,
 * admin, moderator, teacher, member, student and guest of the team.
 */

/** Joined freely. */
export const publicRoom = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
channel.update            GGDDDD-- GDGGDDDDD   AADDDD-- ADAADDDDD
channel.archive           GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.delete            GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.join              GGGGGG-- GGGGGGGGG   AAAAAA-- AAAAAAAAA
channel.leave             DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.read              DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.unread            DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.preferences       DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.member.list       GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
channel.member.add        DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
channel.member.update     GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.member.remove     GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.member.ban        GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.member.unban      GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.ban.list          GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
join_request.create       GGGGGG-- GGGGGGGGG   AAAAAA-- AAAAAAAAA
join_request.list         GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
join_request.approve      GGDDDD-- GGGGDDDDD   AADDDD-- AAAADDDDD
join_request.deny         GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
dm.view                   UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
dm.close                  UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.list                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.state               UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.signal              UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.join                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.leave               UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.decline             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.mute                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.remove              UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
message.send              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
message.mention_everyone  GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
message.skip_slow_mode    GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
message.list              GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
message.open              GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
message.edit              DDDDDD-- DDDDDDDDD   DDDDDD-- DDDDDDDDD
message.delete            GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
message.history           DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
message.history_deleted   GGGGDD-- GGGGGGDDD   GGGGDD-- GGGGGGDDD
message.pin               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
message.unpin             DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
pin.list                  GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
media.list                GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
thread.open               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
thread.view               GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
thread.list               GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
thread.follow             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
thread.unfollow           UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
reaction.add              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
reaction.remove           DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
reaction.list             GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
typing.start              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
typing.stop               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
`;

/** Joined by asking: listed in the team, and read by its members alone. */
export const requestRoom = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
channel.update            GGDDDD-- GDGGDDDDD   AADDDD-- ADAADDDDD
channel.archive           GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.delete            GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.join              GGGGGG-- GGGGGGGGG   AAAAAA-- AAAAAAAAA
channel.leave             DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.read              DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.unread            DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.preferences       DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.member.list       DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.member.add        DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
channel.member.update     GGDDDD-- GDGGDDDDD   GGDDDD-- GDGGDDDDD
channel.member.remove     GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.member.ban        GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.member.unban      GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
channel.ban.list          GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
join_request.create       GGGGGG-- GGGGGGGGG   AAAAAA-- AAAAAAAAA
join_request.list         GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
join_request.approve      GGDDDD-- GGGGDDDDD   AADDDD-- AAAADDDDD
join_request.deny         GGDDDD-- GGGGDDDDD   GGDDDD-- GGGGDDDDD
dm.view                   UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
dm.close                  UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.list                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.state               UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.signal              UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.join                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.leave               UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.decline             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.mute                UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.remove              UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
message.send              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
message.mention_everyone  GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
message.skip_slow_mode    GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
message.list              DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
message.open              -------- GGGGGGGGG   -------- GGGGGGGGG
message.edit              -------- DDDDDDDDD   -------- DDDDDDDDD
message.delete            -------- GGGGGGDDD   -------- AAAAAADDD
message.history           -------- GGGGGGGGG   -------- GGGGGGGGG
message.history_deleted   -------- GGGGGGDDD   -------- GGGGGGDDD
message.pin               -------- GGGGGGGGG   -------- AAAAAAAAA
message.unpin             -------- GGGGGGGGG   -------- AAAAAAAAA
pin.list                  DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
media.list                DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
thread.open               -------- GGGGGGGGG   -------- AAAAAAAAA
thread.view               -------- GGGGGGGGG   -------- GGGGGGGGG
thread.list               DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
thread.follow             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
thread.unfollow           UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
reaction.add              -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.remove           -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.list             -------- GGGGGGGGG   -------- GGGGGGGGG
typing.start              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
typing.stop               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
`;

/** Of those who are not in it nobody learns that it is there. */
export const privateRoom = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.update            -------- GDGGDDDDD   -------- ADAADDDDD
channel.archive           -------- GDGGDDDDD   -------- GDGGDDDDD
channel.delete            -------- GDGGDDDDD   -------- GDGGDDDDD
channel.join              -------- GGGGGGGGG   -------- AAAAAAAAA
channel.leave             -------- GGGGGGGGG   -------- GGGGGGGGG
channel.read              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.unread            -------- GGGGGGGGG   -------- GGGGGGGGG
channel.preferences       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.list       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.add        -------- GGGGGGGGG   -------- AAAAAAAAA
channel.member.update     -------- GDGGDDDDD   -------- GDGGDDDDD
channel.member.remove     -------- GGGGDDDDD   -------- GGGGDDDDD
channel.member.ban        -------- GGGGDDDDD   -------- GGGGDDDDD
channel.member.unban      -------- GGGGDDDDD   -------- GGGGDDDDD
channel.ban.list          -------- GGGGDDDDD   -------- GGGGDDDDD
join_request.create       -------- GGGGGGGGG   -------- AAAAAAAAA
join_request.list         -------- GGGGDDDDD   -------- GGGGDDDDD
join_request.approve      -------- GGGGDDDDD   -------- AAAADDDDD
join_request.deny         -------- GGGGDDDDD   -------- GGGGDDDDD
dm.view                   -------- UUUUUUUUU   -------- UUUUUUUUU
dm.close                  -------- UUUUUUUUU   -------- UUUUUUUUU
voice.list                -------- UUUUUUUUU   -------- UUUUUUUUU
voice.state               -------- UUUUUUUUU   -------- UUUUUUUUU
voice.signal              -------- UUUUUUUUU   -------- UUUUUUUUU
voice.join                -------- UUUUUUUUU   -------- UUUUUUUUU
voice.leave               -------- UUUUUUUUU   -------- UUUUUUUUU
voice.decline             -------- UUUUUUUUU   -------- UUUUUUUUU
voice.mute                -------- UUUUUUUUU   -------- UUUUUUUUU
voice.remove              -------- UUUUUUUUU   -------- UUUUUUUUU
message.send              -------- GGGGGGGGG   -------- AAAAAAAAA
message.mention_everyone  -------- GGGGGGDDD   -------- AAAAAADDD
message.skip_slow_mode    -------- GGGGGGDDD   -------- AAAAAADDD
message.list              -------- GGGGGGGGG   -------- GGGGGGGGG
message.open              -------- GGGGGGGGG   -------- GGGGGGGGG
message.edit              -------- DDDDDDDDD   -------- DDDDDDDDD
message.delete            -------- GGGGGGDDD   -------- AAAAAADDD
message.history           -------- GGGGGGGGG   -------- GGGGGGGGG
message.history_deleted   -------- GGGGGGDDD   -------- GGGGGGDDD
message.pin               -------- GGGGGGGGG   -------- AAAAAAAAA
message.unpin             -------- GGGGGGGGG   -------- AAAAAAAAA
pin.list                  -------- GGGGGGGGG   -------- GGGGGGGGG
media.list                -------- GGGGGGGGG   -------- GGGGGGGGG
thread.open               -------- GGGGGGGGG   -------- AAAAAAAAA
thread.view               -------- GGGGGGGGG   -------- GGGGGGGGG
thread.list               -------- GGGGGGGGG   -------- GGGGGGGGG
thread.follow             -------- UUUUUUUUU   -------- UUUUUUUUU
thread.unfollow           -------- UUUUUUUUU   -------- UUUUUUUUU
reaction.add              -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.remove           -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.list             -------- GGGGGGGGG   -------- GGGGGGGGG
typing.start              -------- GGGGGGGGG   -------- AAAAAAAAA
typing.stop               -------- GGGGGGGGG   -------- AAAAAAAAA
`;

/** The same room of the kind in which people call one another. */
const asVoice = (room: string, calls: string): string => `${room.replaceAll(/^voice\..*\n/gm, '')}${calls.trimStart()}`;

export const publicVoiceRoom = asVoice(
  publicRoom,
  `
voice.list                GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
voice.join                DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.leave               DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
voice.state               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.signal              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.decline             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.mute                GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
voice.remove              GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
`,
);

export const requestVoiceRoom = asVoice(
  requestRoom,
  `
voice.list                GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
voice.join                DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.leave               DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
voice.state               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.signal              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
voice.decline             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
voice.mute                GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
voice.remove              GGGGDD-- GGGGGGDDD   AAAADD-- AAAAAADDD
`,
);

export const privateVoiceRoom = asVoice(
  privateRoom,
  `
voice.list                -------- GGGGGGGGG   -------- GGGGGGGGG
voice.join                -------- GGGGGGGGG   -------- AAAAAAAAA
voice.leave               -------- GGGGGGGGG   -------- GGGGGGGGG
voice.state               -------- GGGGGGGGG   -------- AAAAAAAAA
voice.signal              -------- GGGGGGGGG   -------- AAAAAAAAA
voice.decline             -------- UUUUUUUUU   -------- UUUUUUUUU
voice.mute                -------- GGGGGGDDD   -------- AAAAAADDD
voice.remove              -------- GGGGGGDDD   -------- AAAAAADDD
`,
);
