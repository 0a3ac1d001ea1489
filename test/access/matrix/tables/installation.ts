/** Over the whole installation: no role in a team counts, only whose it is. `installer` was the first to register. */
export const installationTable = `
                                           anon  outsider  ex   barred  guest  student  member  teacher  moderator  admin  owner  installer
installation.user.list                     401   403       403  403     403    403      403     403      403        403    403    ok
installation.user.disable                  401   403       403  403     403    403      403     403      403        403    403    ok
installation.user.disable of nobody        401   403       403  403     403    403      403     403      403        403    403    404
installation.user.enable                   401   403       403  403     403    403      403     403      403        403    403    ok
installation.owner.add                     401   403       403  403     403    403      403     403      403        403    403    ok
installation.owner.remove                  401   403       403  403     403    403      403     403      403        403    403    ok
installation.audit.list                    401   403       403  403     403    403      403     403      403        403    403    ok
installation.node.open                     401   403       403  403     403    403      403     403      403        403    403    ok
installation.storage.open                  401   403       403  403     403    403      403     403      403        403    403    ok
installation.queue.list                    401   403       403  403     403    403      403     403      403        403    403    ok
installation.dead_letter.list              401   403       403  403     403    403      403     403      403        403    403    ok
installation.dead_letter.retry             401   403       403  403     403    403      403     403      403        403    403    ok
installation.dead_letter.retry of nothing  401   403       403  403     403    403      403     403      403        403    403    404
installation.dead_letter.delete            401   403       403  403     403    403      403     403      403        403    403    ok
`;
