// A small events server made with Fedify: Ben, who organises, and the server itself. The tests tell it what to do by
// posting `{ deed, … }` to /deeds, and look at what it knows at /known. Its last argument is the port.
import { createServer } from 'node:http'
import { federate } from './federate.mjs'

const port = Number(process.argv[2])
const origin = `http://localhost:${port}`
const { answer, deeds, known } = federate(origin)

async function body(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

async function respond(request) {
  const url = new URL(request.url, origin)
  const content = request.method === 'POST' ? await body(request) : undefined
  if (url.pathname === '/known') return Response.json(known())
  if (url.pathname === '/deeds') {
    const { deed, ...words } = JSON.parse(content)
    return Response.json((await deeds[deed](words)) ?? {})
  }
  const headers = Object.entries(request.headers).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
  return answer(new Request(url, { method: request.method, headers, body: content }))
}

createServer(async (request, reply) => {
  const response = await respond(request).catch((error) => {
    console.error(error)
    return Response.json({ error: String(error.stack) }, { status: 500 })
  })
  reply.writeHead(response.status, Object.fromEntries(response.headers))
  reply.end(Buffer.from(await response.arrayBuffer()))
}).listen(port, '127.0.0.1', () => console.log(`listening at ${origin}`))
