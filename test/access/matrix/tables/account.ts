/**
 * Whoever is asked: `.` where a line makes no sense for them. Everybody but the first two is or was in the team: `ex` left it, `barred` is banned from
 * it. `anon` is asked by REST; a socket without a token is refused as a whole (doors.spec.ts). Who is named (a person, a message) is of the team.
 */
export const accountTable = `
                                            anon  outsider  ex   barred  guest  student  member  teacher  moderator  admin  owner
auth.register                               ok    ok        ok   .       .      .        .       .        .          .      .
auth.login                                  ok    ok        ok   .       .      .        .       .        .          .      .
auth.refresh                                ok    ok        ok   .       .      .        .       .        .          .      .
auth.methods                                ok    ok        ok  ok      ok     ok       ok      ok       ok         ok     ok
auth.google                                 404   404       404  404     404    404      404     404      404        404    404
auth.google_callback                        404   404       404  404     404    404      404     404      404        404    404
auth.exchange                               stranger  stranger  stranger  .       .      .        .       .        .          .      .
auth.second_factor                          ticket  ticket    ticket  .       .      .        .       .        .          .      .
invitation.preview                          ok    ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
invitation.accept                           401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
invitation.accept of the team               .     .         .    barred  .      .        .       .        .          .      .
auth.forgot_password                        ok    ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
auth.reset_password                         gone  gone      .    .       .      .        .       .        .          .      .
auth.verify_email                           gone  gone      .    .       .      .        .       .        .          .      .
auth.disown                                 gone  gone      .    .       .      .        .       .        .          .      .
auth.confirm_email                          gone  gone      .    .       .      .        .       .        .          .      .
auth.undo_email                             gone  gone      .    .       .      .        .       .        .          .      .
mail.unsubscribe                            404   404       .    .       .      .        .       .        .          .      .
session.logout                              401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
session.refresh                             .     ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
session.list                                401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
session.revoke                              401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
session.revoke_others                       401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.verify_email                             401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.change_email                             401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.change_password                          401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.delete                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.export                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
mail_preferences.open                       401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
mail_preferences.set                        401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
identity.list                               401   ok        ok  ok      ok     ok       ok      ok       ok         ok     ok
identity.link                               401   404       404  404     404    404      404     404      404        404    404
identity.unlink                             401   404       404  404     404    404      404     404      404        404    404
second_factor.open                          401   ok        ok  ok      ok     ok       ok      ok       ok         ok     ok
second_factor.enrol                         401   ok        ok  ok      ok     ok       ok      ok       ok         ok     ok
second_factor.confirm                       401   wrong     wrong  wrong   wrong  wrong    wrong   wrong    wrong      wrong  wrong
second_factor.renew_codes                   401   off       off  off     off    off      off     off      off        off    off
second_factor.disable                       401   off       off  off     off    off      off     off      off        off    off
sync                                        401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
home.open                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.open                                     401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.update                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
me.update to a public channel               401   404       404  404     404    ok       ok      ok       ok         ok     ok
me.update to an unseen channel              401   404       404  404     404    404      404     404      404        404    404
status.set                                  401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
status.set to nothing                       401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
presence.set                                401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
presence.list                               401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
avatar.open                                 401   404       404  404     ok     ok       ok      ok       ok         ok     ok
avatar.set                                  401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
avatar.remove                               401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
media.upload                                401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
media.link                                  401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
media.status of an unsent one               401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
media.status of another’s unsent one        401   404       404  404     404    404      404     404      404        404    404
media.delete of an unsent one               401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
media.delete of another’s unsent one        401   404       404  404     404    404      404     404      404        404    404
user.list                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
user.interacted                             401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
user.open                                   401   404       404  404     ok     ok       ok      ok       ok         ok     ok
user.open of oneself                        401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
team.list                                   401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
team.create                                 401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
channel.list                                401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
message.recent                              401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
search.messages                             401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
voice.ice_servers                           401   out       out  out     out    out      out     out      out        out    out
mention.list                                401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
dm.list                                     401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
dm.open                                     401   404       404  404     ok     ok       ok      ok       ok         ok     ok
dm.open with oneself                        401   ok        ok   ok      ok     ok       ok      ok       ok         ok     ok
dm.open from a message of a public channel  401   404       404  404     404    ok       ok      ok       ok         ok     ok
dm.open from an unseen message              401   404       404  404     404    404      404     404      404        404    404
dm.send                                     401   404       404  404     ok     ok       ok      ok       ok         ok     ok
`;
