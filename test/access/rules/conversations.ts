/*
 * The same for the conversations that are no rooms. Threads stand in the columns of rooms.ts, and everybody stands to a thread as to the room that it hangs
 * under: who may read that may read it, who does not see that does not see it.
 */

/** Under a message of a public room. */
export const threadInPublic = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
channel.update            UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.archive           UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.delete            UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.join              UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.leave             UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.read              DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.unread            DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.preferences       DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
channel.member.list       GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
channel.member.add        UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.member.update     UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.member.remove     UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.member.ban        UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.member.unban      UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
channel.ban.list          UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
join_request.create       UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
join_request.list         UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
join_request.approve      UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
join_request.deny         UUUUUU-- UUUUUUUUU   UUUUUU-- UUUUUUUUU
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
thread.follow             DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
thread.unfollow           DDDDDD-- GGGGGGGGG   DDDDDD-- GGGGGGGGG
reaction.add              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
reaction.remove           DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
reaction.list             GGGGGG-- GGGGGGGGG   GGGGGG-- GGGGGGGGG
typing.start              DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
typing.stop               DDDDDD-- GGGGGGGGG   DDDDDD-- AAAAAAAAA
`;

/** Under a message of a room that is joined by asking: those who may not read the room do not find it. */
export const threadInRequest = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.update            -------- UUUUUUUUU   -------- UUUUUUUUU
channel.archive           -------- UUUUUUUUU   -------- UUUUUUUUU
channel.delete            -------- UUUUUUUUU   -------- UUUUUUUUU
channel.join              -------- UUUUUUUUU   -------- UUUUUUUUU
channel.leave             -------- UUUUUUUUU   -------- UUUUUUUUU
channel.read              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.unread            -------- GGGGGGGGG   -------- GGGGGGGGG
channel.preferences       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.list       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.add        -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.update     -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.remove     -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.ban        -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.unban      -------- UUUUUUUUU   -------- UUUUUUUUU
channel.ban.list          -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.create       -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.list         -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.approve      -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.deny         -------- UUUUUUUUU   -------- UUUUUUUUU
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
thread.follow             -------- GGGGGGGGG   -------- GGGGGGGGG
thread.unfollow           -------- GGGGGGGGG   -------- GGGGGGGGG
reaction.add              -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.remove           -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.list             -------- GGGGGGGGG   -------- GGGGGGGGG
typing.start              -------- GGGGGGGGG   -------- AAAAAAAAA
typing.stop               -------- GGGGGGGGG   -------- AAAAAAAAA
`;

/** Under a message of a private room. */
export const threadInPrivate = `
                          live                 archived
                          oamtesgn hcoamtesg   oamtesgn hcoamtesg
channel.open              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.update            -------- UUUUUUUUU   -------- UUUUUUUUU
channel.archive           -------- UUUUUUUUU   -------- UUUUUUUUU
channel.delete            -------- UUUUUUUUU   -------- UUUUUUUUU
channel.join              -------- UUUUUUUUU   -------- UUUUUUUUU
channel.leave             -------- UUUUUUUUU   -------- UUUUUUUUU
channel.read              -------- GGGGGGGGG   -------- GGGGGGGGG
channel.unread            -------- GGGGGGGGG   -------- GGGGGGGGG
channel.preferences       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.list       -------- GGGGGGGGG   -------- GGGGGGGGG
channel.member.add        -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.update     -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.remove     -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.ban        -------- UUUUUUUUU   -------- UUUUUUUUU
channel.member.unban      -------- UUUUUUUUU   -------- UUUUUUUUU
channel.ban.list          -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.create       -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.list         -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.approve      -------- UUUUUUUUU   -------- UUUUUUUUU
join_request.deny         -------- UUUUUUUUU   -------- UUUUUUUUU
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
thread.follow             -------- GGGGGGGGG   -------- GGGGGGGGG
thread.unfollow           -------- GGGGGGGGG   -------- GGGGGGGGG
reaction.add              -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.remove           -------- GGGGGGGGG   -------- AAAAAAAAA
reaction.list             -------- GGGGGGGGG   -------- GGGGGGGGG
typing.start              -------- GGGGGGGGG   -------- AAAAAAAAA
typing.stop               -------- GGGGGGGGG   -------- AAAAAAAAA
`;

/**
 * A DM, and a thread in one. In each: one of its people, one of its people who shares no team with any of the others (any more; P: they cannot for
 * that), and anybody else. Nobody leads it.
 */
export const direct = `
                          DM   thread
channel.open              GG-  GG-
channel.update            UU-  UU-
channel.archive           UU-  UU-
channel.delete            UU-  UU-
channel.join              UU-  UU-
channel.leave             UU-  UU-
channel.read              GG-  GG-
channel.unread            GG-  GG-
channel.preferences       GG-  GG-
channel.member.list       GG-  GG-
channel.member.add        UU-  UU-
channel.member.update     UU-  UU-
channel.member.remove     UU-  UU-
channel.member.ban        UU-  UU-
channel.member.unban      UU-  UU-
channel.ban.list          UU-  UU-
join_request.create       UU-  UU-
join_request.list         UU-  UU-
join_request.approve      UU-  UU-
join_request.deny         UU-  UU-
dm.view                   GG-  UU-
dm.close                  GG-  UU-
voice.list                GG-  UU-
voice.state               GP-  UU-
voice.signal              GP-  UU-
voice.join                GP-  UU-
voice.leave               GG-  UU-
voice.decline             GG-  UU-
voice.mute                UU-  UU-
voice.remove              UU-  UU-
message.send              GP-  GP-
message.mention_everyone  DD-  DD-
message.skip_slow_mode    DD-  DD-
message.list              GG-  GG-
message.open              GG-  GG-
message.edit              DD-  DD-
message.delete            DD-  DD-
message.history           GG-  GG-
message.history_deleted   DD-  DD-
message.pin               GP-  GP-
message.unpin             GP-  GP-
pin.list                  GG-  GG-
media.list                GG-  GG-
thread.open               GP-  GP-
thread.view               GG-  GG-
thread.list               GG-  GG-
thread.follow             UU-  GG-
thread.unfollow           UU-  GG-
reaction.add              GP-  GP-
reaction.remove           GP-  GP-
reaction.list             GG-  GG-
typing.start              GP-  GP-
typing.stop               GP-  GP-
`;
