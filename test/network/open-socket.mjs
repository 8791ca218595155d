// Opens a socket in the network namespace that this process was started in, and hands it to its parent, which goes on with it.
import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';

const [kind, address, port] = process.argv.slice(2);
process.once('disconnect', () => process.exit());
if (kind === 'udp') {
  const socket = createSocket('udp4');
  socket.bind(Number(port), address, () => process.send?.('open', socket));
} else {
  const server = createServer();
  server.listen(Number(port), address, () => process.send?.('open', server));
}
