// A line that fails on purpose: stands before a host, with the host's own certificate, and decides about each call.

import fs from 'node:fs';
import https from 'node:https';
import path from 'node:path';

// `decide(request, proxy)` returns undefined (let it through), 'cut' (close the connection unanswered) or 'hang' (never answer).
export async function startProxy(host, decide = () => undefined) {
  const pem = fs.readFileSync(path.join(host.data, 'tls', 'self-signed.pem'));
  const server = https.createServer({ key: pem, cert: pem });
  const proxy = { server, target: host.url, decide, puts: [], calls: [] };

  server.on('request', async (request, response) => {
    const verdict = await proxy.decide(request, proxy);
    if (verdict === 'cut') {
      request.socket.destroy();
      return;
    }
    if (verdict === 'hang')
      return;
    forward(proxy, request, response);
  });
  server.on('clientError', (_, socket) => socket.destroy());
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `https://127.0.0.1:${server.address().port}`;
  proxy.close = () => {
    server.close();
    server.closeAllConnections();
  };
  return proxy;
}

function forward(proxy, request, response) {
  const onward = https.request(proxy.target + request.url, {
    method: request.method, headers: request.headers, rejectUnauthorized: false, agent: false,
  }, answer => {
    proxy.calls.push({ method: request.method, path: request.url, status: answer.statusCode });
    if (request.method === 'PUT' && answer.statusCode < 300)
      proxy.puts.push(request.url.split('/').pop());
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => request.socket.destroy());
  request.pipe(onward);
}
