// What Parley is measured against: a bare Socket.IO server that INSERTs each message and broadcasts it. No accounts, no permissions, no
// positions, no repeats recognised, nothing to catch up with. The same database server, as durable, with as many connections.
import { createServer } from 'node:http';
import mysql from 'mysql2/promise';
import { Server } from 'socket.io';

const [port, databaseUrl, poolSize] = process.argv.slice(2);
const pool = mysql.createPool({ uri: databaseUrl, connectionLimit: Number(poolSize), charset: 'utf8mb4_bin' });

const http = createServer(async (request, response) => {
  const channelId = /^\/channels\/([^/]+)\/messages$/.exec(request.url)?.[1];
  const [rows] = await pool.query(
    `SELECT m.id, m.channelId, m.authorId, m.body, m.createdAt, u.username, u.displayName FROM bare_messages m
     JOIN bare_users u ON u.id = m.authorId WHERE m.channelId = ? ORDER BY m.id DESC LIMIT 50`,
    [channelId],
  );
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ items: rows.reverse() }));
});

const io = new Server(http, { perMessageDeflate: false, serveClient: false });
io.on('connection', (socket) => {
  socket.on('join', (channels, ack) => {
    socket.join(channels);
    ack({ ok: true });
  });
  socket.on('message', async ({ channelId, authorId, body, nonce }, ack) => {
    const createdAt = new Date();
    const [{ insertId }] = await pool.execute(
      'INSERT INTO bare_messages (channelId, authorId, body, nonce, createdAt) VALUES (?, ?, ?, ?, ?)',
      [channelId, authorId, body, nonce, createdAt],
    );
    const message = { id: insertId, channelId, authorId, body, nonce, createdAt };
    io.to(channelId).emit('message', message);
    ack({ ok: true, data: message });
  });
});
http.listen(Number(port), '127.0.0.1', () => console.log('listening'));
