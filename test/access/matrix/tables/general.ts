/** In the team’s general channel, whose host is the team’s founder: all but guests are in it and stay. */
export const generalTable = `
                                anon  outsider  ex   barred  guest  guestIn  member   moderator  admin    owner
channel.open                    401   404       404  404     404    ok       ok       ok         ok       ok
channel.update                  401   404       404  404     404    403      403      403        ok       ok
channel.archive                 401   404       404  404     404    403      403      403        general  general
channel.archive back            401   404       404  404     404    403      403      403        general  general
channel.delete                  401   404       404  404     404    403      403      403        general  general
channel.join                    401   404       404  404     404    ok       ok       ok         ok       ok
channel.leave                   401   404       404  404     404    .        general  general    general  general
channel.member.list             401   404       404  404     404    ok       ok       ok         ok       ok
channel.member.remove a member  401   404       404  404     404    403      403      403        general  general
channel.member.ban a member     401   404       404  404     404    403      403      403        general  general
join_request.create             401   404       404  404     404    inside   inside   inside     inside   inside
message.send                    401   404       404  404     404    ok       ok       ok         ok       ok
message.list                    401   404       404  404     404    ok       ok       ok         ok       ok
`;
