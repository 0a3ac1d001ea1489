/*
 * In a DM of three: `member` and `lead`, who are in one team, and `ex`, who is in it no more and shares none with them. `visitor`, `admin` and `owner` are of the
 * same team as the first two.
 */

/** Nobody leads it, and nobody outside finds it, whatever they lead. */
export const groupDm = `
                                      anon  outsider  barred  visitor  admin  owner  member  lead  ex
channel.open                          401   404       404     404      404    404    ok      ok    ok
channel.open with what is said        401   404       404     404      404    404    ok      ok    ok
channel.open with who is in it        401   404       404     404      404    404    ok      ok    ok
channel.update                        401   404       404     404      404    404    kind    kind  kind
channel.archive                       401   404       404     404      404    404    kind    kind  kind
channel.delete                        401   404       404     404      404    404    kind    kind  kind
channel.join                          401   404       404     404      404    404    kind    kind  kind
channel.leave                         401   404       404     404      404    404    kind    kind  kind
channel.read                          401   404       404     404      404    404    ok      ok    ok
channel.unread                        401   404       404     404      404    404    ok      ok    ok
channel.preferences                   401   404       404     404      404    404    ok      ok    ok
channel.member.list                   401   404       404     404      404    404    ok      ok    ok
channel.member.add of a guest         401   404       404     404      404    404    kind    kind  kind
channel.member.update to moderator    401   404       404     404      404    404    kind    kind  kind
channel.member.remove a member        401   404       404     404      404    404    kind    kind  kind
channel.ban.list                      401   404       404     404      404    404    kind    kind  kind
channel.member.ban a member           401   404       404     404      404    404    kind    kind  kind
channel.member.unban a banned person  401   404       404     404      404    404    kind    kind  kind
join_request.create                   401   404       404     404      404    404    kind    kind  kind
join_request.list                     401   404       404     404      404    404    kind    kind  kind
join_request.approve of nobody        401   404       404     404      404    404    kind    kind  kind
message.send                          401   404       404     404      404    404    ok      ok    apart
message.list                          401   404       404     404      404    404    ok      ok    ok
message.open                          401   404       404     404      404    404    ok      ok    ok
media.status                          401   404       404     404      404    404    ok      ok    ok
media.content                         401   404       404     404      404    404    ok      ok    ok
media.thumbnail                       401   404       404     404      404    404    bare    bare  bare
media.delete                          401   404       404     404      404    404    403     403   403
message.edit of another’s             401   404       404     404      404    404    403     403   403
message.edit of one’s own             .     .         .       .        .      .      ok      ok    apart
message.delete of another’s           401   404       404     404      404    404    403     403   403
message.delete of one’s own           .     .         .       .        .      .      ok      ok    apart
message.history                       401   404       404     404      404    404    ok      ok    ok
message.history of a deleted one      401   404       404     404      404    404    403     403   403
message.pin                           401   404       404     404      404    404    ok      ok    apart
message.unpin                         401   404       404     404      404    404    ok      ok    apart
pin.list                              401   404       404     404      404    404    ok      ok    ok
media.list                            401   404       404     404      404    404    ok      ok    ok
reaction.list                         401   404       404     404      404    404    ok      ok    ok
reaction.add                          401   404       404     404      404    404    ok      ok    apart
reaction.remove                       401   404       404     404      404    404    ok      ok    apart
thread.open                           401   404       404     404      404    404    ok      ok    apart
thread.view                           401   404       404     404      404    404    ok      ok    ok
thread.list                           401   404       404     404      404    404    ok      ok    ok
thread.follow                         401   404       404     404      404    404    kind    kind  kind
thread.unfollow                       401   404       404     404      404    404    kind    kind  kind
typing.start                          .     404       404     404      404    404    ok      ok    apart
typing.stop                           .     404       404     404      404    404    ok      ok    apart
dm.view                               401   404       404     404      404    404    ok      ok    ok
dm.close                              401   404       404     404      404    404    ok      ok    ok
voice.list                            401   404       404     404      404    404    ok      ok    ok
voice.state                           .     404       404     404      404    404    out     out   apart
voice.signal                          .     404       404     404      404    404    out     out   apart
voice.join                            .     404       404     404      404    404    ok      ok    apart
voice.leave                           401   404       404     404      404    404    ok      ok    ok
voice.decline                         401   404       404     404      404    404    ok      ok    ok
voice.mute                            401   404       404     404      404    404    kind    kind  kind
voice.remove                          401   404       404     404      404    404    kind    kind  kind
dm.open of these                      401   404       404     404      404    404    ok      ok    ok
dm.send to these                      401   404       404     404      404    404    ok      ok    apart
`;

/** Under a message of it; `ex` does not follow. */
export const threadInDm = `
                                  anon  outsider  barred  visitor  admin  owner  member  lead    ex
channel.open                      401   404       404     404      404    404    ok      ok      ok
channel.open with what is said    401   404       404     404      404    404    ok      ok      ok
channel.open with who is in it    401   404       404     404      404    404    ok      ok      ok
channel.read                      401   404       404     404      404    404    ok      ok      404
channel.unread                    401   404       404     404      404    404    ok      ok      404
channel.preferences               401   404       404     404      404    404    ok      ok      404
channel.member.list               401   404       404     404      404    404    ok      ok      ok
message.send                      401   404       404     404      404    404    ok      ok      apart
message.list                      401   404       404     404      404    404    ok      ok      ok
message.open                      401   404       404     404      404    404    ok      ok      ok
media.status                      401   404       404     404      404    404    ok      ok      ok
media.content                     401   404       404     404      404    404    ok      ok      ok
media.thumbnail                   401   404       404     404      404    404    bare    bare    bare
media.delete                      401   404       404     404      404    404    403     403     403
message.edit of another’s         401   404       404     404      404    404    403     403     403
message.edit of one’s own         .     .         .       .        .      .      ok      ok      .
message.delete of another’s       401   404       404     404      404    404    403     403     403
message.delete of one’s own       .     .         .       .        .      .      ok      ok      .
message.history                   401   404       404     404      404    404    ok      ok      ok
message.history of a deleted one  401   404       404     404      404    404    403     403     403
message.pin                       401   404       404     404      404    404    ok      ok      apart
message.unpin                     401   404       404     404      404    404    ok      ok      apart
pin.list                          401   404       404     404      404    404    ok      ok      ok
media.list                        401   404       404     404      404    404    ok      ok      ok
reaction.list                     401   404       404     404      404    404    ok      ok      ok
reaction.add                      401   404       404     404      404    404    ok      ok      apart
reaction.remove                   401   404       404     404      404    404    ok      ok      apart
thread.open                       401   404       404     404      404    404    nested  nested  apart
thread.view                       401   404       404     404      404    404    ok      ok      ok
thread.list                       401   404       404     404      404    404    ok      ok      ok
thread.follow                     401   404       404     404      404    404    ok      ok      ok
thread.unfollow                   401   404       404     404      404    404    ok      ok      ok
typing.start                      .     404       404     404      404    404    ok      ok      apart
typing.stop                       .     404       404     404      404    404    ok      ok      apart
dm.view                           401   404       404     404      404    404    kind    kind    kind
dm.close                          401   404       404     404      404    404    kind    kind    kind
voice.list                        401   404       404     404      404    404    kind    kind    kind
voice.state                       .     404       404     404      404    404    kind    kind    kind
voice.signal                      .     404       404     404      404    404    kind    kind    kind
voice.join                        .     404       404     404      404    404    kind    kind    kind
voice.leave                       401   404       404     404      404    404    kind    kind    kind
voice.decline                     401   404       404     404      404    404    kind    kind    kind
voice.mute                        401   404       404     404      404    404    kind    kind    kind
voice.remove                      401   404       404     404      404    404    kind    kind    kind
`;
