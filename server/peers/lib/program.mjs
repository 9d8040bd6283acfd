// Programs that the tests run: what they say is kept, and they are ended by their process ids.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A port of loopback that nobody listens on. */
export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address()
  probe.close()
  await once(probe, 'close')
  return port
}

/** Starts a program; `input` is all that it will read. */
export function program(path, args, { input = '', ...options } = {}) {
  const child = spawn(path, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options })
  const lines = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => lines.push(data.toString()))
  // Whoever ends before reading all of it says so by its exit code.
  child.stdin.on('error', () => {})
  child.stdin.end(input)
  const ended = once(child, 'exit')
  return {
    child,
    ended,
    said: () => lines.join(''),
    running: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** Runs a program to its end and returns what it said. */
export async function ran(path, args, options) {
  const run = program(path, args, options)
  const [code] = await run.ended
  if (code !== 0) throw new Error(`${path} ${args.join(' ')} ended with ${code}:\n${run.said()}`)
  return run.said()
}
