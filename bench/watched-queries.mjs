// Loaded into a server before anything else (`node --import`): tells its parent which statements it sent to its database while it was watched.
import mysql from 'typeorm/driver/mysql/MysqlQueryRunner.js';
import sqlite from 'typeorm/driver/better-sqlite3/BetterSqlite3QueryRunner.js';

let watched;

for (const { prototype } of [mysql.MysqlQueryRunner, sqlite.BetterSqlite3QueryRunner]) {
  const query = Reflect.get(prototype, 'query');
  prototype.query = function (sql, values, ...rest) {
    watched?.push({ sql, values: values ?? [] });
    return query.call(this, sql, values, ...rest);
  };
}

process.on('message', (message) => {
  if (message === 'tell') process.send(watched);
  watched = message === 'watch' ? [] : undefined;
});
