/** In a team, by the role in it: a teacher stands where a moderator does, a student where a member does. `ex` left it, `barred` is banned from it. */
export const teamTable = `
                                           anon  outsider  ex   barred  guest  student  member  teacher  moderator  admin   owner
team.open                                  401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.open its channels                     401   404       404  404     ok     ok       ok      ok       ok         ok      ok
channel.list of the team                   401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.update                                401   404       404  404     403    403      403     403      403        ok      ok
team.icon.open                             401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.icon.set                              401   404       404  404     403    403      403     403      403        ok      ok
team.icon.remove                           401   404       404  404     403    403      403     403      403        ok      ok
team.delete                                401   404       404  404     403    403      403     403      403        403     ok
team.hand_over to a member                 401   404       404  404     403    403      403     403      403        403     ok
team.hand_over to a stranger               401   404       404  404     403    403      403     403      403        403     404
team.notify                                401   404       404  404     403    403      403     ok       ok         ok      ok
team.notification.list                     401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.audit.list                            401   404       404  404     403    403      403     403      403        403     ok
team.member.list                           401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.presence.list                         401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.member.add                            401   404       404  404     403    403      403     403      403        ok      ok
team.member.add of a banned person         401   404       404  404     403    403      403     403      403        barred  barred
team.member.add as teacher                 401   404       404  404     403    403      403     403      403        ok      ok
team.member.add as admin                   401   404       404  404     403    403      403     403      403        rank    ok
team.member.add as owner                   401   404       404  404     403    403      403     403      403        rank    ok
team.member.update member to student       401   404       404  404     403    403      403     403      403        ok      ok
team.member.update member to teacher       401   404       404  404     403    403      403     403      403        ok      ok
team.member.update member to moderator     401   404       404  404     403    403      403     403      403        ok      ok
team.member.update member to admin         401   404       404  404     403    403      403     403      403        rank    ok
team.member.update member to owner         401   404       404  404     403    403      403     403      403        rank    ok
team.member.update teacher to member       401   404       404  404     403    403      403     403      403        ok      ok
team.member.update admin to member         401   404       404  404     403    403      403     403      403        rank    ok
team.member.update owner to member         401   404       404  404     403    403      403     403      403        rank    rank
team.member.update oneself to owner        401   404       404  404     403    403      403     403      403        rank    ok
team.member.update oneself to guest        401   404       404  404     403    403      403     403      403        ok      ok
team.member.remove guest                   401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.remove student                 401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.remove member                  401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.remove teacher                 401   404       404  404     403    403      403     rank     rank       ok      ok
team.member.remove moderator               401   404       404  404     403    403      403     rank     rank       ok      ok
team.member.remove admin                   401   404       404  404     403    403      403     rank     rank       rank    ok
team.member.remove owner                   401   404       404  404     403    403      403     rank     rank       rank    rank
team.member.remove oneself                 401   404       404  404     ok     ok       ok      ok       ok         ok      ok
team.ban.list                              401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.ban guest                      401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.ban student                    401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.ban member                     401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.ban teacher                    401   404       404  404     403    403      403     rank     rank       ok      ok
team.member.ban moderator                  401   404       404  404     403    403      403     rank     rank       ok      ok
team.member.ban admin                      401   404       404  404     403    403      403     rank     rank       rank    ok
team.member.ban owner                      401   404       404  404     403    403      403     rank     rank       rank    rank
team.member.ban oneself                    401   404       404  404     403    403      403     rank     rank       rank    rank
team.member.ban stranger                   401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.unban member                   401   404       404  404     403    403      403     ok       ok         ok      ok
team.member.unban moderator                401   404       404  404     403    403      403     rank     rank       ok      ok
team.member.unban admin                    401   404       404  404     403    403      403     rank     rank       rank    ok
team.member.unban nobody                   401   404       404  404     403    403      403     404      404        404     404
invitation.create as guest                 401   404       404  404     403    403      403     ok       ok         ok      ok
invitation.create as student               401   404       404  404     403    403      403     ok       ok         ok      ok
invitation.create as member                401   404       404  404     403    403      403     ok       ok         ok      ok
invitation.create as teacher               401   404       404  404     403    403      403     rank     rank       ok      ok
invitation.create as moderator             401   404       404  404     403    403      403     rank     rank       ok      ok
invitation.create as admin                 401   404       404  404     403    403      403     rank     rank       rank    ok
invitation.create as owner                 401   404       404  404     403    403      403     rank     rank       rank    rank
invitation.list                            401   404       404  404     403    403      403     ok       ok         ok      ok
invitation.revoke for a member             401   404       404  404     403    403      403     ok       ok         ok      ok
invitation.revoke for an admin             401   404       404  404     403    403      403     404      404        404     ok
channel.create public                      401   404       404  404     403    403      ok      ok       ok         ok      ok
channel.create request                     401   404       404  404     403    403      ok      ok       ok         ok      ok
channel.create private                     401   404       404  404     403    403      ok      ok       ok         ok      ok
channel.create where moderators make them  401   404       404  404     403    403      403     ok       ok         ok      ok
channel.create where admins make them      401   404       404  404     403    403      403     403      403        ok      ok
channel.create ifAbsent of a public one    401   404       404  404     403    403      ok      ok       ok         ok      ok
channel.create ifAbsent of an unseen one   401   404       404  404     403    403      taken   taken    taken      taken   taken
`;
