/*
 * In a thread, to which everybody stands as to the channel that it hangs under: `member` and `lead` follow it. `guest`, `visitor`, `moderator`, `admin` and `owner` are in the team and not (any more) in the channel; those with `In` have the same role
 * in the team and are plain members of the channel; `lead` is a moderator of the channel and `host` its host, both plain members of the team. `ex` left the
 * team, `barred` is banned from it, and `banned` is a member of the team who is banned from the channel.
 */

/** Under a message of a public channel. */
export const threadInPublic = `
                                      anon  outsider  ex   barred  banned  guest  guestIn  visitor  member  lead    host    moderator  moderatorIn  admin  adminIn  owner
channel.open                          401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.open by its short name        401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.open with what is said        401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.open with who is in it        401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.update                        401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.archive                       401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.delete                        401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.join                          401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.leave                         401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.read                          401   404       404  404     404     404    404      403      ok      ok      404     403        404          403    404      403
channel.unread                        401   404       404  404     404     404    404      403      ok      ok      404     403        404          403    404      403
channel.preferences                   401   404       404  404     404     404    404      403      ok      ok      404     403        404          403    404      403
channel.member.list                   401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.member.add of a guest         401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.member.update to moderator    401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.member.remove a member        401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.ban.list                      401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.member.ban a member           401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
channel.member.unban a banned person  401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
join_request.create                   401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
join_request.list                     401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
join_request.approve of nobody        401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
message.send                          401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
message.list                          401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
message.open                          401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
media.status                          401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
media.content                         401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
media.thumbnail                       401   404       404  404     404     404    bare     bare     bare    bare    bare    bare       bare         bare   bare     bare
media.delete                          401   404       404  404     404     404    403      403      403     403     403     403        403          403    403      403
message.edit of another’s             401   404       404  404     404     404    403      403      403     403     403     403        403          403    403      403
message.edit of one’s own             .     .         .    .       .       .      .        .        ok      ok      .       .          .            .      .        .
message.delete of another’s           401   404       404  404     404     404    403      403      403     ok      ok      ok         ok           ok     ok       ok
message.delete of one’s own           .     .         .    .       .       .      .        .        ok      ok      .       .          .            .      .        .
message.history                       401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
message.history of a deleted one      401   404       404  404     404     404    403      403      403     ok      ok      403        ok           403    ok       403
message.pin                           401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
message.unpin                         401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
pin.list                              401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
media.list                            401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
reaction.list                         401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
reaction.add                          401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
reaction.remove                       401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
thread.open                           401   404       404  404     404     404    nested   403      nested  nested  nested  403        nested       403    nested   403
thread.view                           401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
thread.list                           401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
thread.follow                         401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
thread.unfollow                       401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
typing.start                          .     404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
typing.stop                           .     404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
dm.view                               401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
dm.close                              401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.list                            401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.state                           .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.signal                          .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.join                            .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.leave                           401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.decline                         401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.mute                            401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.remove                          401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
`;

/** Under a message of a private channel. */
export const threadInPrivate = `
                                      anon  outsider  ex   barred  banned  guest  guestIn  visitor  member  lead    host    moderator  moderatorIn  admin  adminIn  owner
channel.open                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open by its short name        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open with what is said        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open with who is in it        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.update                        401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.archive                       401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.delete                        401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.join                          401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.leave                         401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.read                          401   404       404  404     404     404    404      404      ok      ok      404     404        404          404    404      404
channel.unread                        401   404       404  404     404     404    404      404      ok      ok      404     404        404          404    404      404
channel.preferences                   401   404       404  404     404     404    404      404      ok      ok      404     404        404          404    404      404
channel.member.list                   401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.member.add of a guest         401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.member.update to moderator    401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.member.remove a member        401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.ban.list                      401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.member.ban a member           401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
channel.member.unban a banned person  401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
join_request.create                   401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
join_request.list                     401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
join_request.approve of nobody        401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
message.send                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.list                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.open                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.status                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.content                         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.thumbnail                       401   404       404  404     404     404    bare     404      bare    bare    bare    404        bare         404    bare     404
media.delete                          401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of another’s             401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of one’s own             .     .         .    .       .       .      .        .        ok      ok      .       .          .            .      .        .
message.delete of another’s           401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.delete of one’s own           .     .         .    .       .       .      .        .        ok      ok      .       .          .            .      .        .
message.history                       401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.history of a deleted one      401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.pin                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.unpin                         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
pin.list                              401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.list                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.list                         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.add                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.remove                       401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.open                           401   404       404  404     404     404    nested   404      nested  nested  nested  404        nested       404    nested   404
thread.view                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.list                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.follow                         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.unfollow                       401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
typing.start                          .     404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
typing.stop                           .     404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
dm.view                               401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
dm.close                              401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.list                            401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.state                           .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.signal                          .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.join                            .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.leave                           401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.decline                         401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.mute                            401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.remove                          401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
`;
