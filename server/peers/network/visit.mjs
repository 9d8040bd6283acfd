import { request } from 'node:https'

/** One request as the world would make it: by name, over TLS, through the proxy. */
export function visit({ host, address, authority }, path, { method = 'GET', headers = {}, body } = {}) {
  const options = { host: address, servername: host, ca: authority.pem, path, method, headers: { host, ...headers } }
  return new Promise((done, fail) => {
    const asked = request(options, (reply) => {
      const parts = []
      reply.on('data', (part) => parts.push(part)).on('error', fail)
      reply.on('end', () => done({ status: reply.statusCode, text: Buffer.concat(parts).toString() }))
    })
    asked.on('error', fail).end(body)
  })
}
