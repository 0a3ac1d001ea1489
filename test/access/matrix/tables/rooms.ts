/*
 * In a channel. `guest`, `visitor`, `moderator`, `admin` and `owner` are in the team and not (any more) in the channel; those with `In` have the same role
 * in the team and are plain members of the channel; `lead` is a moderator of the channel and `host` its host, both plain members of the team. `ex` left the
 * team, `barred` is banned from it, and `banned` is a member of the team who is banned from the channel.
 */

/** Listed and joined freely. */
export const publicRoom = `
                                       anon  outsider  ex   barred  banned  guest  guestIn  visitor   member  lead    host    moderator  moderatorIn  admin     adminIn  owner
channel.open                           401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.open by its short name         401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.open with what is said         401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.open with who is in it         401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.update                         401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.archive                        401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.archive back                   401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.delete                         401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.join                           401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.leave                          401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
channel.read                           401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
channel.unread                         401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
channel.preferences                    401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
channel.member.list                    401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
channel.member.add of a guest          401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
channel.member.add of a banned person  401   404       404  404     404     404    banned   403       banned  banned  banned  403        banned       403       banned   403
channel.member.update to moderator     401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.member.update to host          401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.member.remove a member         401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
channel.member.remove its moderator    401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.member.remove its host         401   404       404  404     404     404    403      403       403     host    host    403        403          host      host     host
channel.ban.list                       401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
channel.member.ban a member            401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
channel.member.ban a visitor           401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
channel.member.ban its moderator       401   404       404  404     404     404    403      403       403     403     ok      403        403          ok        ok       ok
channel.member.ban its host            401   404       404  404     404     404    403      403       403     host    403     403        403          host      host     host
channel.member.ban an admin            401   404       404  404     404     404    403      403       403     403     403     403        403          403       403      ok
channel.member.ban oneself             401   404       404  404     404     404    403      403       403     403     403     403        403          403       403      403
channel.member.unban a banned person   401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
channel.member.unban nobody            401   404       404  404     404     404    403      403       403     404     404     403        403          404       404      404
join_request.create                    401   404       404  404     404     404    inside   needless  inside  inside  inside  needless   inside       needless  inside   needless
join_request.list                      401   404       404  404     404     404    403      403       403     ok      ok      403        403          ok        ok       ok
join_request.approve of nobody         401   404       404  404     404     404    403      403       403     404     404     403        403          404       404      404
join_request.deny of nobody            401   404       404  404     404     404    403      403       403     404     404     403        403          404       404      404
message.send                           401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
message.list                           401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
message.open                           401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
media.status                           401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
media.content                          401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
media.thumbnail                        401   404       404  404     404     404    bare     bare      bare    bare    bare    bare       bare         bare      bare     bare
media.delete                           401   404       404  404     404     404    403      403       403     403     403     403        403          403       403      403
message.edit of another’s              401   404       404  404     404     404    403      403       403     403     403     403        403          403       403      403
message.edit of one’s own              .     .         404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
message.delete of another’s            401   404       404  404     404     404    403      403       403     ok      ok      ok         ok           ok        ok       ok
message.delete of one’s own            .     .         404  404     404     404    ok       403       ok      ok      ok      ok         ok           ok        ok       ok
message.history                        401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
message.history of a deleted one       401   404       404  404     404     404    403      403       403     ok      ok      403        ok           403       ok       403
message.pin                            401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
message.unpin                          401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
pin.list                               401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
media.list                             401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
reaction.list                          401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
reaction.add                           401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
reaction.remove                        401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
thread.open                            401   404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
thread.view                            401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
thread.list                            401   404       404  404     404     404    ok       ok        ok      ok      ok      ok         ok           ok        ok       ok
thread.follow                          401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
thread.unfollow                        401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
typing.start                           .     404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
typing.stop                            .     404       404  404     404     404    ok       403       ok      ok      ok      403        ok           403       ok       403
dm.view                                401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
dm.close                               401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.list                             401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.state                            .     404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.signal                           .     404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.join                             .     404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.leave                            401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.decline                          401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.mute                             401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
voice.remove                           401   404       404  404     404     404    kind     kind      kind    kind    kind    kind       kind         kind      kind     kind
`;

/** Listed and joined by asking: only its members read it. */
export const requestRoom = `
                                       anon  outsider  ex   barred  banned  guest  guestIn  visitor  member  lead    host    moderator  moderatorIn  admin  adminIn  owner
channel.open                           401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.open by its short name         401   404       404  404     404     404    ok       ok       ok      ok      ok      ok         ok           ok     ok       ok
channel.open with what is said         401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.open with who is in it         401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.update                         401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.archive                        401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.archive back                   401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.delete                         401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.join                           401   404       404  404     404     404    ok       ask      ok      ok      ok      ask        ok           ask    ok       ask
channel.leave                          401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.read                           401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.unread                         401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.preferences                    401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.member.list                    401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.member.add of a guest          401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
channel.member.add of a banned person  401   404       404  404     404     404    banned   403      banned  banned  banned  403        banned       403    banned   403
channel.member.update to moderator     401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.member.update to host          401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.member.remove a member         401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
channel.member.remove its moderator    401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.member.remove its host         401   404       404  404     404     404    403      403      403     host    host    403        403          host   host     host
channel.ban.list                       401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
channel.member.ban a member            401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
channel.member.ban a visitor           401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
channel.member.ban its moderator       401   404       404  404     404     404    403      403      403     403     ok      403        403          ok     ok       ok
channel.member.ban its host            401   404       404  404     404     404    403      403      403     host    403     403        403          host   host     host
channel.member.ban an admin            401   404       404  404     404     404    403      403      403     403     403     403        403          403    403      ok
channel.member.ban oneself             401   404       404  404     404     404    403      403      403     403     403     403        403          403    403      403
channel.member.unban a banned person   401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
channel.member.unban nobody            401   404       404  404     404     404    403      403      403     404     404     403        403          404    404      404
join_request.create                    401   404       404  404     404     404    inside   ok       inside  inside  inside  ok         inside       ok     inside   ok
join_request.list                      401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
join_request.approve of a visitor      401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
join_request.approve of nobody         401   404       404  404     404     404    403      403      403     404     404     403        403          404    404      404
join_request.deny of a visitor         401   404       404  404     404     404    403      403      403     ok      ok      403        403          ok     ok       ok
join_request.deny of nobody            401   404       404  404     404     404    403      403      403     404     404     403        403          404    404      404
message.send                           401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
message.list                           401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
message.open                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.status                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.content                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.thumbnail                        401   404       404  404     404     404    bare     404      bare    bare    bare    404        bare         404    bare     404
media.delete                           401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of another’s              401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of one’s own              .     .         404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.delete of another’s            401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.delete of one’s own            .     .         404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.history                        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.history of a deleted one       401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.pin                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.unpin                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
pin.list                               401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
media.list                             401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
reaction.list                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.add                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.remove                        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.open                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.view                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.list                            401   404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
thread.follow                          401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
thread.unfollow                        401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
typing.start                           .     404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
typing.stop                            .     404       404  404     404     404    ok       403      ok      ok      ok      403        ok           403    ok       403
dm.view                                401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
dm.close                               401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.list                             401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.state                            .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.signal                           .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.join                             .     404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.leave                            401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.decline                          401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.mute                             401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
voice.remove                           401   404       404  404     404     404    kind     kind     kind    kind    kind    kind       kind         kind   kind     kind
`;

/** Of those who are not in it nobody learns that it is there. */
export const privateRoom = `
                                       anon  outsider  ex   barred  banned  guest  guestIn  visitor  member  lead    host    moderator  moderatorIn  admin  adminIn  owner
channel.open                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open by its short name         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open with what is said         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.open with who is in it         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.update                         401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.archive                        401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.archive back                   401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.delete                         401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.join                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.leave                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.read                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.unread                         401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.preferences                    401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.member.list                    401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.member.add of a guest          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
channel.member.add of a banned person  401   404       404  404     404     404    banned   404      banned  banned  banned  404        banned       404    banned   404
channel.member.update to moderator     401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.member.update to host          401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.member.remove a member         401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
channel.member.remove its moderator    401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.member.remove its host         401   404       404  404     404     404    403      404      403     host    host    404        403          404    host     404
channel.ban.list                       401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
channel.member.ban a member            401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
channel.member.ban a visitor           401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
channel.member.ban its moderator       401   404       404  404     404     404    403      404      403     403     ok      404        403          404    ok       404
channel.member.ban its host            401   404       404  404     404     404    403      404      403     host    403     404        403          404    host     404
channel.member.ban an admin            401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
channel.member.ban oneself             401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
channel.member.unban a banned person   401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
channel.member.unban nobody            401   404       404  404     404     404    403      404      403     404     404     404        403          404    404      404
join_request.create                    401   404       404  404     404     404    inside   404      inside  inside  inside  404        inside       404    inside   404
join_request.list                      401   404       404  404     404     404    403      404      403     ok      ok      404        403          404    ok       404
join_request.approve of nobody         401   404       404  404     404     404    403      404      403     404     404     404        403          404    404      404
join_request.deny of nobody            401   404       404  404     404     404    403      404      403     404     404     404        403          404    404      404
message.send                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.list                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.open                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.status                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.content                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.thumbnail                        401   404       404  404     404     404    bare     404      bare    bare    bare    404        bare         404    bare     404
media.delete                           401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of another’s              401   404       404  404     404     404    403      404      403     403     403     404        403          404    403      404
message.edit of one’s own              .     .         404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.delete of another’s            401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.delete of one’s own            .     .         404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.history                        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.history of a deleted one       401   404       404  404     404     404    403      404      403     ok      ok      404        ok           404    ok       404
message.pin                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
message.unpin                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
pin.list                               401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
media.list                             401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.list                          401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.add                           401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
reaction.remove                        401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.open                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.view                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.list                            401   404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
thread.follow                          401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
thread.unfollow                        401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
typing.start                           .     404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
typing.stop                            .     404       404  404     404     404    ok       404      ok      ok      ok      404        ok           404    ok       404
dm.view                                401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
dm.close                               401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.list                             401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.state                            .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.signal                           .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.join                             .     404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.leave                            401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.decline                          401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.mute                             401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
voice.remove                           401   404       404  404     404     404    kind     404      kind    kind    kind    404        kind         404    kind     404
`;

/** A voice channel, listed and joined freely; nobody is in its call but for as long as these lines say. */
export const publicVoiceRoom = `
               anon  outsider  ex   barred  banned  guest  guestIn  visitor  member  lead  host  moderator  moderatorIn  admin  adminIn  owner
voice.list     401   404       404  404     404     404    ok       ok       ok      ok    ok    ok         ok           ok     ok       ok
voice.state    .     404       404  404     404     404    out      403      out     out   out   403        out          403    out      403
voice.signal   .     404       404  404     404     404    out      403      out     out   out   403        out          403    out      403
voice.join     .     404       404  404     404     404    ok       403      ok      ok    ok    403        ok           403    ok       403
voice.leave    401   404       404  404     404     404    ok       403      ok      ok    ok    403        ok           403    ok       403
voice.decline  401   404       404  404     404     404    kind     kind     kind    kind  kind  kind       kind         kind   kind     kind
voice.mute     401   404       404  404     404     404    403      403      403     404   404   404        404          404    404      404
voice.remove   401   404       404  404     404     404    403      403      403     404   404   404        404          404    404      404
`;
